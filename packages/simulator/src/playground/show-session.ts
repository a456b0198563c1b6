import { serveSession, type SessionPort, type ShownBot } from '@holdfast/console';
import type { Platform } from '../platform.js';

/** Opens the session port of whatever can show a session, and lets the page of the platform show it. */
export async function showSession(platform: Platform, name: string, bot: object): Promise<SessionPort | undefined> {
  if (!isShown(bot)) return undefined;
  const port = await serveSession(bot, { name });
  platform.console.show({ name, url: port.url });
  return port;
}

/** A bot of Holdfast, whichever copy of it: a played client may be any other. */
const isShown = (bot: object): bot is ShownBot => 'health' in bot && 'events$' in bot && 'state$' in bot;
