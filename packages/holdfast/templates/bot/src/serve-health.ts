import { createServer } from 'node:http';
import type { Bot } from 'holdfast';

/**
 * Answers on the port HEALTH_PORT of this machine, if there is such a variable: 200 while messages really arrive, else
 * 503. A bot that is not ready gets its connection back by itself, so do not restart it for that alone.
 */
export function serveHealth(bot: Bot): void {
  const port = Number(process.env['HEALTH_PORT'] ?? 0);
  if (port === 0) return;
  const server = createServer((_request, response) => {
    const { ready, phase } = bot.health();
    response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ready, phase }));
  });
  server.listen(port, '127.0.0.1').unref();
}
