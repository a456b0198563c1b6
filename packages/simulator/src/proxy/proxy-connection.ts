import { connect, type Socket } from 'node:net';
import type { SeededRandom } from '../seeded-random.js';
import { ToxicStream } from './toxic-stream.js';
import type { Toxics } from './toxics.js';

export interface ProxyConnectionOptions {
  readonly client: Socket;
  readonly target: { readonly host: string; readonly port: number };
  /** Those of now: `up` to the target, `down` to the client. */
  readonly toxics: { readonly up: Toxics; readonly down: Toxics };
  readonly random: SeededRandom;
  readonly passed: (direction: 'up' | 'down', bytes: number) => void;
}

/** A client, what it wanted to reach, and a stream in either direction. */
export class ProxyConnection {
  /** Once both sides are. */
  readonly closed: Promise<unknown>;
  private readonly sockets: readonly Socket[];
  private readonly streams: readonly ToxicStream[];

  constructor({ client, target, toxics, random, passed }: ProxyConnectionOptions) {
    const upstream = connect({ ...target, allowHalfOpen: true, noDelay: true });
    client.setNoDelay(true);
    this.sockets = [client, upstream];
    const shared = { random, end: (how: 'fin' | 'reset') => this.end(how) };
    const up = {
      source: client,
      sink: upstream,
      toxics: () => toxics.up,
      passed: (size: number) => passed('up', size),
    };
    const down = {
      source: upstream,
      sink: client,
      toxics: () => toxics.down,
      passed: (size: number) => passed('down', size),
    };
    this.streams = [new ToxicStream({ ...shared, ...up }), new ToxicStream({ ...shared, ...down })];
    this.closed = Promise.all(
      this.sockets.map((socket) => new Promise<void>((resolve) => socket.on('close', () => resolve()))),
    ).then(() => this.stop());
  }

  toxicsChanged(): void {
    for (const stream of this.streams) stream.toxicsChanged();
  }

  end(how: 'fin' | 'reset'): void {
    this.stop();
    for (const socket of this.sockets) {
      if (how === 'reset') socket.resetAndDestroy();
      else socket.end();
    }
  }

  destroy(): void {
    this.stop();
    for (const socket of this.sockets) socket.destroy();
  }

  private stop(): void {
    for (const stream of this.streams) stream.stop();
  }
}
