import { Agent, type AgentOptions } from 'node:http';
import type { Duplex } from 'node:stream';

/** Gives `http` and `ws` connections that lead wherever `connect` leads, whatever the address. */
export class MemoryAgent extends Agent {
  readonly #connect: () => Duplex;

  constructor(connect: () => Duplex, options: AgentOptions = {}) {
    super(options);
    this.#connect = connect;
  }

  override createConnection(): Duplex {
    return this.#connect();
  }
}
