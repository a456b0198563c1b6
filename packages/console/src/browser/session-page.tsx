import { render } from 'preact';
import { SessionFeed } from './session/session-feed.js';
import { SessionStore } from './session/session-store.js';
import { applyTheme, ThemeButton } from './theme/theme-button.js';
import { SessionView } from './view/session-view.js';

/** The page that a session port serves on `/`: its own session, read-only. */
const store = new SessionStore();
const feed = new SessionFeed(location.origin, store);

applyTheme();
store.listen(({ session }) => {
  if (session !== undefined) document.title = `${session.name}: ${session.phase}`;
});

const place = document.getElementById('session');
if (place !== null) {
  render(
    <main class="session-page">
      <header class="bar">
        <div>
          <h1>Holdfast</h1>
          <p class="soft">Read-only. Nothing that consumers write is shown here.</p>
        </div>
        <div class="push">
          <ThemeButton />
        </div>
      </header>
      <section class="panel" aria-labelledby="title">
        <h2 id="title">The bot’s session</h2>
        <SessionView store={store} />
      </section>
    </main>,
    place,
  );
  feed.open();
}
