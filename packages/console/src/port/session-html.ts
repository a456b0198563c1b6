import { importMap } from '../page/import-map.js';
import { sharedModules } from '../page/shared-module.js';

/** The inline script of the page, which its policy allows by its text. */
export const sessionImportMap = importMap(sharedModules);

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
<script type="importmap">${sessionImportMap}</script>
<script type="module" src="/console/browser/session-page.js"></script>
</head>
<body>
<div id="session"></div>
<noscript>This page needs JavaScript to show the session.</noscript>
</body>
</html>
`;
