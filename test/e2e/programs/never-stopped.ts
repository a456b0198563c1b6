/** Opens the session port of a bot that is never started, says where, and has nothing to do once its input ends. */
import { serveSession } from '@holdfast/console';
import { Bot, liveperson } from 'holdfast';

class IdleBot extends Bot {}

const credentials = { username: 'bot', password: 'secret' };
const { url } = await serveSession(
  new IdleBot(liveperson({ accountId: '1', csds: 'http://127.0.0.1:1', credentials })),
);
process.stdout.write(url);
process.stdin.resume();
