import type { Agent } from 'node:http';
import type { SecureContext } from 'node:tls';
import {
  ConfigurationError,
  type Socket,
  type SocketListener,
  type SocketTarget,
  type Transport,
} from '@holdfast/core/internal';
import { dial } from './dial.js';
import { MessagingSocket } from './socket.js';
import { UndialledSocket } from './undialled-socket.js';

export interface WebSocketOptions {
  /** Makes the connections, for example through a proxy. It must fit the address: an agent for `https` dials `wss`. */
  readonly agent?: Agent;
  /** Certificate authorities in PEM, trusted instead of the built-in ones. An agent may bring its own. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  /** What connections without an agent trust, in place of `ca`: asked for when one is dialled, so that many can share it. */
  readonly secureContext?: () => SecureContext;
  /** Bytes of one inbound message. A larger one ends the socket before it is read. @default 1_048_576 */
  readonly maxPayload?: number;
  /** Frames that one inbound message may be cut into. One more ends the socket. @default 1_024 */
  readonly maxFragments?: number;
  /** Nesting of one inbound message. A deeper one is dropped and told as an oddity; the socket lives on. @default 64 */
  readonly maxDepth?: number;
  /** Milliseconds of a clock that never jumps. It drives no timer. @default `performance` */
  readonly clock?: { now(): number };
}

type Limits = Required<Pick<WebSocketOptions, 'maxPayload' | 'maxFragments' | 'maxDepth' | 'clock'>>;

const defaults = Object.freeze<Limits>({
  maxPayload: 1_048_576,
  maxFragments: 1_024,
  maxDepth: 64,
  clock: { now: () => performance.now() },
});

/**
 * Opens messaging sockets over the network.
 *
 * @throws ConfigurationError if a limit is not a positive whole number.
 */
export function webSocket(options: WebSocketOptions = {}): Transport {
  const resolved = { ...defaults, ...options };
  const { maxPayload, maxFragments, maxDepth } = resolved;
  mustBePositive({ maxPayload, maxFragments, maxDepth });
  return new WebSocketTransport(resolved);
}

class WebSocketTransport implements Transport {
  constructor(private readonly options: WebSocketOptions & Limits) {}

  open(target: SocketTarget, listener: SocketListener): Socket {
    const { maxDepth, clock } = this.options;
    const { url, timings, clockRequest, greeting } = target;
    const dialled = dial(url, this.options, timings.close);
    if (dialled instanceof ConfigurationError) return new UndialledSocket(dialled, listener);
    return new MessagingSocket(dialled, listener, { timings, clockRequest, greeting, maxDepth, clock });
  }
}

function mustBePositive(limits: Readonly<Record<string, number>>): void {
  for (const [name, limit] of Object.entries(limits)) {
    if (Number.isSafeInteger(limit) && limit > 0) continue;
    throw new ConfigurationError(
      name,
      `webSocket: ${name} is ${limit}. Give a positive whole number, or leave it out.`,
    );
  }
}
