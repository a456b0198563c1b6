import type { SessionSnapshot } from '../wire/session-snapshot.js';

/** The page that a session port serves on `/`. */
const place = document.getElementById('session');
const feed = new EventSource('/session/events');
feed.addEventListener('snapshot', ({ data }: MessageEvent<string>) => {
  const { bot, phase } = JSON.parse(data) as SessionSnapshot;
  if (place !== null) place.textContent = `${bot.name}: ${phase}`;
});
