/** The document that a session port serves on `/`. Its script builds what it shows inside `session`. */
export const sessionHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Holdfast session</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/style.css">
<script type="module" src="/console/browser/session-page.js"></script>
</head>
<body>
<main id="session"></main>
<noscript>This page needs JavaScript to show the session.</noscript>
</body>
</html>
`;
