import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { openTunnel, type Tunnel } from './tunnel.js';

/** Pools whose connections go through a proxy, except to the hosts that go past it. */
export interface ProxyAgents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** As in the pools of the authenticator: idle connections hold nothing open, and end before a typical server ends them. */
const pool = Object.freeze({ keepAlive: true, timeout: 15_000, maxFreeSockets: 2, scheduling: 'lifo' } as const);

/** @param route the proxy, and the authorities to trust if it is reached by https. */
export const proxyAgents = (route: Route): ProxyAgents => ({
  http: new PlainTunnels(route),
  https: new SecureTunnels(route),
});

type Route = Pick<Tunnel, 'proxy' | 'ca'>;

type Created = (error: Error | null, stream: Duplex) => void;

class PlainTunnels extends http.Agent {
  readonly #route: Route;

  constructor(route: Route) {
    super(pool);
    this.#route = route;
  }

  override createConnection(target: http.ClientRequestArgs, created?: Created): Duplex | null | undefined {
    const { host, port } = placeOf(target, 80);
    if (this.#route.proxy.bypass(host, port)) return super.createConnection(target, created);
    openTunnel({ ...this.#route, host, port }, (error, socket) => hand(created, error, socket));
    return undefined;
  }
}

class SecureTunnels extends https.Agent {
  readonly #route: Route;

  constructor(route: Route) {
    super(pool);
    this.#route = route;
  }

  override createConnection(target: https.RequestOptions, created?: Created): Duplex | null | undefined {
    const { host, port } = placeOf(target, 443);
    if (this.#route.proxy.bypass(host, port)) return super.createConnection(target, created);
    openTunnel({ ...this.#route, host, port }, (error, socket) => {
      if (error) return hand(created, error);
      const within: https.RequestOptions & { socket: Duplex | undefined } = { ...target, socket };
      hand(created, undefined, super.createConnection(within) ?? undefined);
    });
    return undefined;
  }
}

const placeOf = ({ host, port }: http.ClientRequestArgs, usual: number): { host: string; port: number } => ({
  host: host ?? 'localhost',
  port: Number(port ?? usual),
});

/** Node.js takes either an error or a stream, while its types want both. */
function hand(created: Created | undefined, error: Error | undefined, stream?: Duplex): void {
  created?.(error ?? null, stream as Duplex);
}
