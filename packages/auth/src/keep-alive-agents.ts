import http from 'node:http';
import https from 'node:https';
import type { SecureContext } from 'node:tls';

/** The connection pools that requests go through; a proxy's agents fit here. */
export interface Agents {
  readonly http?: http.Agent;
  readonly https?: https.Agent;
}

/** Idle sockets do not keep the process alive (Node unrefs them), and are closed before a typical server would do it. */
const options = Object.freeze({ keepAlive: true, timeout: 15_000, maxFreeSockets: 2, scheduling: 'lifo' } as const);

/**
 * Pools for the requests of one authenticator. Those who trust the same share one, made when it is first needed: a connection
 * knows nothing of who used it before. A pool that the owner gave is used as it is and stays the owner's.
 */
export const keepAliveAgents = (given: Agents, secureContext?: () => SecureContext): Required<Agents> =>
  new Pools(given, secureContext);

class Pools implements Required<Agents> {
  #https: https.Agent | undefined;

  constructor(
    private readonly given: Agents,
    private readonly secureContext: (() => SecureContext) | undefined,
  ) {}

  get http(): http.Agent {
    return this.given.http ?? (plainPool ??= new http.Agent(options));
  }

  /** Kept, so that the pool lives as long as somebody uses it. */
  get https(): https.Agent {
    return (this.#https ??= this.given.https ?? poolOf(this.secureContext?.()));
  }
}

let plainPool: http.Agent | undefined;
let defaultPool: https.Agent | undefined;
const pools = new WeakMap<SecureContext, https.Agent>();

function poolOf(secureContext: SecureContext | undefined): https.Agent {
  if (secureContext === undefined) return (defaultPool ??= new https.Agent(options));
  const known = pools.get(secureContext);
  if (known !== undefined) return known;
  const pool = new https.Agent({ ...options, secureContext });
  pools.set(secureContext, pool);
  return pool;
}
