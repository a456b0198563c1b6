import { Duplex } from 'node:stream';

export interface MemoryLineOptions {
  /** Milliseconds that the next bytes are on their way. */
  readonly latency: () => number;
  /** Something has arrived. */
  readonly arrived: () => void;
}

type Done = (error?: Error | null) => void;

/**
 * One end of a connection that lies in memory. It looks like a socket of Node.js as far as `http` and `ws` look: bytes take
 * their time, arrive in order, and wait until the other end takes them.
 */
export class MemorySocket extends Duplex {
  readonly connecting = false;
  readonly #options: MemoryLineOptions;
  #peer: MemorySocket | undefined;
  /** When what was sent last arrives, so that nothing overtakes it. */
  #lastArrival = -Infinity;
  /** Tells the other end that its bytes were taken. */
  #taken: Done | undefined;

  private constructor(options: MemoryLineOptions) {
    super({ allowHalfOpen: false });
    this.#options = options;
  }

  /** Both ends of a new connection. */
  static pair(options: MemoryLineOptions): readonly [MemorySocket, MemorySocket] {
    const [one, other] = [new MemorySocket(options), new MemorySocket(options)];
    one.#peer = other;
    other.#peer = one;
    return [one, other];
  }

  override _read(): void {
    const taken = this.#taken;
    this.#taken = undefined;
    taken?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#carry((peer) => peer.#receive(chunk, done));
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: Done): void {
    const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk));
    this.#carry((peer) => peer.#receive(bytes, done));
  }

  override _final(done: Done): void {
    this.#carry((peer) => peer.#end());
    done();
  }

  override _destroy(error: Error | null, done: Done): void {
    this._read();
    this.#carry((peer) => peer.#end());
    done(error);
  }

  resetAndDestroy(): this {
    this.#carry((peer) => peer.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })));
    return this.destroy();
  }

  /** Ends once everything written has left. */
  destroySoon(): void {
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy()).end();
  }

  /** What a connection in memory has no use for. */
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  #carry(act: (peer: MemorySocket) => void): void {
    const peer = this.#peer;
    if (peer === undefined) return;
    const now = performance.now();
    this.#lastArrival = Math.max(this.#lastArrival, now + this.#options.latency());
    setTimeout(() => {
      this.#options.arrived();
      act(peer);
    }, this.#lastArrival - now);
  }

  #receive(bytes: Buffer, done: Done): void {
    if (this.destroyed || this.push(bytes)) done();
    else this.#taken = done;
  }

  #end(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
  }
}
