/** Opens the session port of a bot that is never started, and ends: the port holds nothing open. */
import { serveSession } from '@holdfast/console';
import { Bot, liveperson } from 'holdfast';

class IdleBot extends Bot {}

const credentials = { username: 'bot', password: 'secret' };
const { url } = await serveSession(
  new IdleBot(liveperson({ accountId: '1', csds: 'http://127.0.0.1:1', credentials })),
);
const response = await fetch(`${url}/session`, { headers: { Connection: 'close' } });
process.stdout.write(`${response.status}\n`);
