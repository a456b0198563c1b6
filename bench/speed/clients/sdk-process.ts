/** LivePerson's first SDK, which forgets what became of a message, or with `tracked` hears of it by a callback. */
import { globalAgent } from 'node:https';
import { createRequire } from 'node:module';
import { type Client, CREDENTIALS, type Settings } from './client.js';
import { runClient } from './run-client.js';

type Callback = (error: unknown, body: unknown) => void;

interface Body {
  readonly changes: readonly {
    readonly dialogId: string;
    readonly event: { readonly type: string; readonly message: string };
    readonly originatorMetadata: { readonly role: string };
  }[];
}

interface Agent {
  on(event: 'connected' | 'closed' | 'error', listener: () => void): void;
  on(event: 'ms.MessagingEventNotification', listener: (body: Body) => void): void;
  setAgentState(body: object, callback: Callback): void;
  subscribeExConversations(body: object, callback: Callback): void;
  subscribeRoutingTasks(body: object, callback: Callback): void;
  publishEvent(body: object, callback?: Callback): void;
  getClock(body: object, callback: Callback): void;
  reconnect(): void;
}

const ignored: Callback = () => undefined;

await runClient(sdk);

function sdk({ secure, port, securePort, ca, sdkFolder, tracked }: Settings): Client {
  globalAgent.options.ca = ca;
  const require = createRequire(`${sdkFolder}/`);
  if (!secure) dialPlainly(require, port);
  const Sdk = (require('node-agent-sdk') as { readonly Agent: new (options: object) => Agent }).Agent;
  let first: Agent | undefined;
  return {
    start: (index) =>
      new Promise((resolve) => {
        const csdsDomain = `localhost:${securePort}`;
        const agent = new Sdk({ accountId: '12345678', username: `bot-${index}`, ...CREDENTIALS, csdsDomain, ca });
        first ??= agent;
        agent.on('connected', () => {
          agent.subscribeExConversations({ convState: ['OPEN'] }, ignored);
          agent.subscribeRoutingTasks({}, ignored);
          agent.setAgentState({ availability: 'ONLINE' }, () => resolve());
        });
        agent.on('ms.MessagingEventNotification', ({ changes }) => {
          for (const { dialogId, event, originatorMetadata } of changes) {
            if (originatorMetadata.role !== 'CONSUMER' || event.type !== 'ContentEvent') continue;
            const answer = { type: 'ContentEvent', contentType: 'text/plain', message: `You said: ${event.message}` };
            agent.publishEvent({ dialogId, event: answer }, ...(tracked ? [ignored] : []));
          }
        });
        agent.on('closed', () => setTimeout(() => agent.reconnect(), 1_000));
        agent.on('error', () => undefined);
      }),
    askClock(requests) {
      for (let index = 0; index < requests; index += 1) first?.getClock({}, ignored);
    },
  };
}

/** The SDK knows no sockets without TLS: its `ws` gets another address. */
function dialPlainly(require: NodeJS.Require, port: number): void {
  const path = require.resolve('ws');
  const Ws = require(path) as new (url: string, options: object) => object;
  const cached = require.cache[path];
  if (cached === undefined) return;
  cached.exports = class extends Ws {
    constructor(url: string, options: object) {
      super(url.replace(/^wss:\/\/[^/]*/, `ws://localhost:${port}`), options);
    }
  };
}
