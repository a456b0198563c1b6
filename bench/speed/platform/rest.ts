import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { field } from '@holdfast/core/protocol';
import { ACCOUNT } from './account.js';
import type { Agent } from './agent.js';

/** Domains, login, refresh and logout, for whoever is enrolled. */
export async function answerRest(
  request: IncomingMessage,
  response: ServerResponse,
  agents: ReadonlyMap<string, Agent>,
): Promise<void> {
  const path = request.url ?? '';
  const body = await textOf(request);
  if (path.includes('/baseURI.json')) return send(response, { baseURIs: directory(request) });
  if (!path.includes('/login')) return send(response, {});
  const agent = agents.get(String(field(JSON.parse(body), 'username')));
  if (agent === undefined) return send(response, { error: 'unknown' }, 401);
  response.setHeader('Set-Cookie', `Session_id=${agent.pid}; Path=/; HttpOnly`);
  return send(response, {
    csrf: `csrf-${agent.pid}`,
    bearer: agent.bearer,
    config: { loginName: agent.name, userId: agent.userId, userPid: agent.pid },
    sessionTTl: '28800000',
  });
}

/** Every service is here. */
function directory({ socket }: IncomingMessage): readonly object[] {
  const port = (socket as TLSSocket).localPort;
  return ['agentVep', 'asyncMessagingEnt', 'facadeMsg'].map((service) => ({
    account: ACCOUNT,
    service,
    baseURI: `localhost:${port}`,
  }));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += String(piece);
  return text;
}

function send(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
