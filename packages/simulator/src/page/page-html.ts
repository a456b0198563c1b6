import { pageImportMap } from './import-map.js';

/** The document of the chat page. The scripts find their places in it by id. */
export const pageHtml = (accountId: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="account" content="${accountId}">
<title>Local LivePerson</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/style.css">
<script type="importmap">${pageImportMap}</script>
<script type="module" src="/page/browser/main.js"></script>
</head>
<body>
<main class="window">
<header class="bar">
<h1>Local LivePerson</h1>
<div class="actions">
<button type="button" id="new" class="quiet">New<span class="wide"> conversation</span></button>
<button type="button" id="close" class="quiet">Close<span class="wide"> conversation</span></button>
</div>
<p id="status" class="status" role="status">&nbsp;</p>
<p id="link" class="link" data-link="connecting">Connecting</p>
</header>
<div id="messages" class="messages" role="log" aria-label="Messages" tabindex="0"></div>
<p id="typing" class="typing" role="status"></p>
<p id="notice" class="notice" role="alert" hidden></p>
<form id="composer" class="composer">
<label for="text" class="unseen">Message</label>
<textarea id="text" rows="1" maxlength="4000" placeholder="Write a message" autocomplete="off"></textarea>
<button type="submit" id="send">Send</button>
</form>
</main>
<noscript>This page needs JavaScript to talk to the local LivePerson.</noscript>
</body>
</html>
`;
