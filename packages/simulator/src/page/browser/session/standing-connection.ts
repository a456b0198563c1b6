import { ConsumerRequest, type JsonObject } from '@holdfast/core/protocol';
import type { Store } from '../chat/store.js';
import { ConnectionLostError } from '../connection/connection-lost-error.js';
import { ConsumerSocket } from '../connection/consumer-socket.js';
import type { Identity } from '../connection/identity.js';
import { reconnectDelay } from '../connection/reconnect-delay.js';
import { RequestRefusedError } from '../connection/request-refused-error.js';

export interface StandingConnectionParts {
  readonly accountId: string;
  /** `ws:` or `wss:` with host and port. */
  readonly socketOrigin: string;
  readonly identity: Identity;
  readonly store: Store;
}

/** Who uses the connection. */
export interface ConnectionUser {
  /** A new socket is open: nothing of what was subscribed on an earlier one holds. */
  begin(): Promise<void>;
  receive(type: string, body: JsonObject): void;
}

const KEEP_ALIVE = 30_000;
/** A connection that lasted this long counts as a success: the next loss starts with short waits again. */
const SETTLED = 10_000;
const LOST = 1_006;
/** The platform wants another token. Source: messaging.md §9.2. */
const TOKEN_REFUSED: ReadonlySet<number> = new Set([401, 4401, 4407]);

/** The connection to the platform, whichever socket it runs over at the moment. */
export class StandingConnection {
  private socket: ConsumerSocket | undefined;

  constructor(private readonly parts: StandingConnectionParts) {}

  /** Connects, and connects again whenever the connection is lost, for as long as the page lives. */
  async run(user: ConnectionUser): Promise<never> {
    const { identity, store } = this.parts;
    for (let attempt = 1; ; attempt += 1) {
      const begun = performance.now();
      const code = await this.live(user);
      if (TOKEN_REFUSED.has(code)) {
        identity.forget();
        store.apply({ type: 'identityLost' });
      }
      store.apply({ type: 'linkChanged', link: 'lost' });
      if (performance.now() - begun > SETTLED) attempt = 1;
      await elapsed(reconnectDelay(attempt, Math.random));
    }
  }

  /** The body of the answer. Rejects if there is no connection, as it does when one is lost. */
  request(...request: Parameters<ConsumerSocket['request']>): Promise<unknown> {
    return this.socket?.request(...request) ?? Promise.reject(new ConnectionLostError(LOST));
  }

  /** One socket from its beginning to its end; gives the close code, or the code of the refusal. */
  private async live(user: ConnectionUser): Promise<number> {
    const { accountId, socketOrigin, identity, store } = this.parts;
    const url = `${socketOrigin}/ws_api/account/${accountId}/messaging/consumer?v=3`;
    try {
      const jwt = await identity.token();
      this.socket = await ConsumerSocket.open({
        url,
        jwt,
        onNotification: (type, body) => user.receive(type, body),
      });
      await user.begin();
      store.apply({ type: 'linkChanged', link: 'live' });
      return await keptAlive(this.socket);
    } catch (error) {
      this.socket?.drop();
      return error instanceof RequestRefusedError || error instanceof ConnectionLostError ? error.code : LOST;
    } finally {
      this.socket = undefined;
    }
  }
}

async function keptAlive(socket: ConsumerSocket): Promise<number> {
  // Unanswered, the request drops the socket, and so it is told by `closed`.
  const ask = () => void socket.request(ConsumerRequest.getClock, {}).catch(() => {});
  const beat = window.setInterval(ask, KEEP_ALIVE);
  try {
    return await socket.closed;
  } finally {
    window.clearInterval(beat);
  }
}

const elapsed = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));
