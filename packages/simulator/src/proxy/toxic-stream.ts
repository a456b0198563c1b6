import type { Socket } from 'node:net';
import type { SeededRandom } from '../seeded-random.js';
import type { Toxics } from './toxics.js';

export interface ToxicStreamOptions {
  readonly source: Socket;
  readonly sink: Socket;
  /** Those of now. */
  readonly toxics: () => Toxics;
  readonly random: SeededRandom;
  readonly passed: (bytes: number) => void;
  /** Ends both sides of the connection. */
  readonly end: (how: 'fin' | 'reset') => void;
}

interface Waiting {
  readonly what: Buffer | 'fin' | 'reset';
  /** When it may pass, as `performance.now()` counts. */
  readonly due: number;
}

const PAUSE_ABOVE = 262_144;
/** With a bandwidth: the ms that one write stands for. */
const TICK = 20;
/** A reader that meets the last bytes and the RST at once may take it for an orderly end. */
const RESET_AFTER = 20;

/** One direction of one connection. */
export class ToxicStream {
  private readonly queue: Waiting[] = [];
  private queuedBytes = 0;
  private passedBytes = 0;
  /** When the next write may be. */
  private freeAt = 0;
  private draining = false;
  private over = false;
  private timer: NodeJS.Timeout | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private lastReset: NodeJS.Timeout | undefined;

  constructor(private readonly options: ToxicStreamOptions) {
    const { source, sink } = options;
    source.on('data', (bytes: Buffer) => this.arrive(bytes));
    source.on('end', () => this.arrive('fin'));
    source.on('error', () => this.arrive('reset'));
    sink.on('drain', () => {
      this.draining = false;
      this.flow();
    });
    this.toxicsChanged();
  }

  toxicsChanged(): void {
    clearTimeout(this.deadline);
    if (this.over) return;
    const { timeout = 0, reset } = this.options.toxics();
    if (reset !== undefined) this.deadline = setTimeout(() => this.options.end('reset'), reset);
    else if (timeout > 0) this.deadline = setTimeout(() => this.options.end('fin'), timeout);
    this.flow();
  }

  /** Nothing passes any more; what still arrives is thrown away. */
  stop(): void {
    this.over = true;
    for (const timer of [this.timer, this.deadline, this.lastReset]) clearTimeout(timer);
    this.queue.length = 0;
    this.options.source.resume();
  }

  private arrive(what: Waiting['what']): void {
    if (this.over) return;
    const { latency = 0, jitter = 0, slowClose = 0 } = this.options.toxics();
    const varied = jitter === 0 ? latency : latency + (this.options.random.next() * 2 - 1) * jitter;
    const due = performance.now() + varied + (what === 'fin' ? slowClose : 0);
    // A later piece may be due earlier; it still waits for those before it.
    this.queue.push({ what, due });
    if (typeof what !== 'string') {
      this.queuedBytes += what.length;
      if (this.queuedBytes > PAUSE_ABOVE) this.options.source.pause();
    }
    this.flow();
  }

  /** Passes whatever is due; comes back by itself for the rest. */
  private flow(): void {
    clearTimeout(this.timer);
    while (!this.over && !this.draining) {
      const toxics = this.options.toxics();
      const [next] = this.queue;
      if (next === undefined || toxics.timeout !== undefined) return;
      const wait = Math.max(next.due, this.freeAt) - performance.now();
      if (wait > 0) {
        this.timer = setTimeout(() => this.flow(), wait);
        return;
      }
      this.queue.shift();
      if (next.what === 'fin') this.options.sink.end();
      else if (next.what === 'reset') this.options.end('reset');
      else this.write(next.what, { toxics, due: next.due });
    }
  }

  private write(bytes: Buffer, { toxics, due }: { readonly toxics: Toxics; readonly due: number }): void {
    const { sink, source, end, passed } = this.options;
    const { slicer, bandwidth = Infinity, limitData = Infinity } = toxics;
    const limit = typeof limitData === 'number' ? ({ bytes: limitData, end: 'fin' } as const) : limitData;
    const left = limit.bytes - this.passedBytes;
    if (left <= 0) return end(limit.end);
    const size = Math.min(bytes.length, left, slicer?.size ?? Infinity, Math.ceil((bandwidth * TICK) / 1_000));
    if (size < bytes.length) this.queue.unshift({ what: bytes.subarray(size), due });
    this.passedBytes += size;
    this.queuedBytes -= size;
    passed(size);
    this.freeAt = performance.now() + (size / bandwidth) * 1_000 + (slicer?.delay ?? 0);
    const piece = this.perhapsCorrupted(bytes.subarray(0, size), toxics.corrupt);
    if (size === left) return this.writeLast(piece, limit.end);
    this.draining = !sink.write(piece);
    if (this.queuedBytes < PAUSE_ABOVE / 2) source.resume();
  }

  private writeLast(piece: Buffer, how: 'fin' | 'reset'): void {
    this.draining = true;
    this.options.sink.write(piece, () => {
      if (this.over) return;
      if (how === 'fin') this.options.end('fin');
      else this.lastReset = setTimeout(() => this.options.end('reset'), RESET_AFTER);
    });
  }

  private perhapsCorrupted(piece: Buffer, probability = 0): Buffer {
    const { random } = this.options;
    if (probability === 0 || random.next() >= probability) return piece;
    const corrupted = Buffer.from(piece);
    const place = Math.floor(random.next() * piece.length);
    const flipped = 1 + Math.floor(random.next() * 255);
    corrupted.writeUInt8(corrupted.readUInt8(place) ^ flipped, place);
    return corrupted;
  }
}
