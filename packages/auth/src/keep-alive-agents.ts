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
 * Pools of one authenticator, made as they are needed: hardly one speaks both http and https. A pool that the owner gave is
 * used as it is and stays the owner's.
 */
export const keepAliveAgents = (given: Agents, secureContext?: () => SecureContext): Required<Agents> =>
  new Pools(given, secureContext);

class Pools implements Required<Agents> {
  #http: http.Agent | undefined;
  #https: https.Agent | undefined;

  constructor(
    given: Agents,
    private readonly secureContext: (() => SecureContext) | undefined,
  ) {
    this.#http = given.http;
    this.#https = given.https;
  }

  get http(): http.Agent {
    return (this.#http ??= new http.Agent(options));
  }

  get https(): https.Agent {
    return (this.#https ??= new https.Agent({ ...options, secureContext: this.secureContext?.() }));
  }
}
