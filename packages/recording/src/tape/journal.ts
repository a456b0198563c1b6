import type { Disk, OpenFile } from './disk.js';

export interface JournalParts {
  readonly disk: Disk;
  readonly file: string;
  readonly keep: number;
  readonly maxBytes: number;
  readonly maxWaiting: number;
  /** What the file ends with. */
  readonly lastLine: (why: string) => string;
  /** Writing has ended before the bot's life was over. Called once. */
  readonly ended: (why: 'full' | 'slow' | 'failed', error?: unknown) => void;
}

/** Bytes that go to the disk at once. */
const PIECE = 1_048_576;
/** What is left for the last line. */
const LAST_LINE = 100;
/** A disk that does not answer must not hold a stopping bot. */
const PATIENCE = 2_000;

/** Lines on their way to a file. Nobody waits for the disk: what it does not take in time ends the journal. */
export class Journal {
  readonly #parts: JournalParts;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #bytes = 0;
  #closed = false;
  #file: OpenFile | undefined;
  #writing: Promise<void> | undefined;

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  get open(): boolean {
    return !this.#closed;
  }

  write(line: string): void {
    if (this.#closed) return;
    const bytes = Buffer.byteLength(line) + 1;
    if (this.#bytes + bytes > this.#parts.maxBytes - LAST_LINE) return this.#end('full');
    if (this.#waitingBytes + bytes > this.#parts.maxWaiting) return this.#end('slow');
    this.#push(line, bytes);
  }

  /** Resolves when the file is closed, or the disk has taken too long. */
  async close(): Promise<void> {
    if (!this.#closed) this.#pushLast('over');
    this.#closed = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
    await Promise.race([this.#finish(), late]);
    clearTimeout(timer);
  }

  #pushLast(why: string): void {
    const line = this.#parts.lastLine(why);
    this.#push(line, line.length + 1);
  }

  #push(line: string, bytes: number): void {
    this.#waiting.push(`${line}\n`);
    this.#waitingBytes += bytes;
    this.#bytes += bytes;
    this.#writing ??= this.#work();
  }

  /** What has been taken is still written; then the file is closed. */
  #end(why: 'full' | 'slow'): void {
    this.#pushLast(why);
    this.#closed = true;
    void this.#finish();
    this.#parts.ended(why);
  }

  async #finish(): Promise<void> {
    await this.#writing;
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch(() => undefined);
  }

  async #work(): Promise<void> {
    try {
      // What is noted within one turn of the loop goes to the disk together.
      await new Promise((resolve) => setImmediate(resolve));
      this.#file ??= await this.#parts.disk.create(this.#parts.file, this.#parts.keep);
      while (this.#waiting.length > 0) await this.#file.append(this.#piece());
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#writing = undefined;
    }
  }

  #piece(): string {
    let size = 0;
    let count = 0;
    for (const line of this.#waiting) {
      if (count > 0 && size + line.length > PIECE) break;
      size += line.length;
      count += 1;
    }
    const piece = this.#waiting.splice(0, count).join('');
    this.#waitingBytes -= Buffer.byteLength(piece);
    return piece;
  }

  #fail(error: unknown): void {
    const known = this.#closed;
    this.#closed = true;
    this.#waiting = [];
    void this.#file?.close().catch(() => undefined);
    this.#file = undefined;
    if (!known) this.#parts.ended('failed', error);
  }
}
