import { pageImportMap } from './import-map.js';

/** The document of the console. Its scripts build what it shows inside `console`. */
export const pageHtml = (accountId: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="account" content="${accountId}">
<title>Holdfast console</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/style.css">
<link rel="stylesheet" href="/page/style.css">
<script type="importmap">${pageImportMap}</script>
<script type="module" src="/page/browser/main.js"></script>
</head>
<body>
<div id="console"></div>
<noscript>This page needs JavaScript to talk to the local LivePerson.</noscript>
</body>
</html>
`;
