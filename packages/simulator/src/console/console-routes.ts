import { Audience, EventStream, guardedHeaders } from '@holdfast/console/internal';
import { field } from '@holdfast/core/protocol';
import { Refusal } from '../refusal.js';
import { type Exchange, readJson, type Route, sendJson } from '../rest/router.js';
import { checkLocalPage, checkOwnPage } from './local-page.js';
import type { PlatformConsole } from './platform-console.js';

const LISTENERS = 16;

const headers = guardedHeaders("default-src 'none'; frame-ancestors 'none'");

/** What the page asks for beside the chat, and what its switches do. For the page of this machine, and nobody else. */
export function consoleRoutes(console: PlatformConsole): readonly Route[] {
  const audience = new Audience(LISTENERS, (isWatched) => {
    if (isWatched) stopWatching = console.watch((event) => audience.tell(event));
    else stopWatching();
  });
  let stopWatching = (): void => undefined;
  const listen = (stream: EventStream): void => {
    if (audience.isFull) throw new Refusal(503, 'too many clients listen already');
    stream.open(headers);
    stream.send({ event: 'switches', data: console.switches });
    stream.send({ event: 'sessions', data: console.sessions });
    audience.admit(stream);
  };
  return [
    shown('/console/switches', ({ response }) => sendJson(response, 200, console.switches)),
    shown('/console/sessions', ({ response }) => sendJson(response, 200, console.sessions)),
    shown('/console/events', ({ response }) => listen(new EventStream(response))),
    {
      method: 'POST',
      path: '/console/switches/:id',
      handle: async ({ request, response, params }) => {
        checkOwnPage(request);
        const flipped = console.flip(params['id'] ?? '', wanted(await readJson(request)));
        if (flipped === undefined) throw new Refusal(404, 'there is no such switch');
        sendJson(response, 200, flipped);
      },
    },
  ];
}

const shown = (path: string, handle: (exchange: Exchange) => void): Route => ({
  method: 'GET',
  path,
  handle: (exchange) => {
    checkLocalPage(exchange.request);
    for (const [name, value] of Object.entries(headers)) exchange.response.setHeader(name, value);
    handle(exchange);
  },
});

/** @throws Refusal 400 */
function wanted(body: unknown): boolean | undefined {
  const on = field(body, 'on');
  if (on === undefined || typeof on === 'boolean') return on;
  throw new Refusal(400, 'on must be true or false');
}
