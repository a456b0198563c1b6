import { RecordingUnreadableError, RecordingVersionError } from '@holdfast/core/internal';
import { isDeeper, isObject } from '@holdfast/core/protocol';
import type { Entry, Header } from '../entry.js';
import { isEntryKind, readEntry } from './read-entry.js';
import { readHeader } from './read-header.js';

export interface Recording {
  readonly file: string;
  readonly header: Header;
  readonly entries: readonly Entry[];
  /** Whether the recording goes to the end of the bot's life. One of a killed process does not. */
  readonly complete: boolean;
}

const LONGEST_LINE = 8_388_608;
const DEEPEST = 128;
/** A month. Whoever says more would have virtual time go on for ever. */
const LONGEST = 32 * 24 * 3_600_000;

/** Takes a recording line by line. */
export class RecordingReader {
  #header: Header | undefined;
  readonly #entries: Entry[] = [];
  #line = 0;
  #latest = 0;
  /** The line before could not be read; that is fine if it was the last. */
  #broken: RecordingUnreadableError | undefined;

  constructor(private readonly file: string) {}

  take(line: string): void {
    this.#line += 1;
    if (line.trim() === '') return;
    if (this.#broken !== undefined) throw this.#broken;
    const raw = this.#parse(line);
    if (raw === undefined) return;
    if (this.#header === undefined) this.#header = readHeader(raw, this.file);
    else this.#entries.push(this.#entry(raw));
  }

  finish(): Recording {
    if (this.#header === undefined)
      throw this.#broken ?? this.#unreadable('is empty. Give a file that recording() wrote');
    const last = this.#entries.at(-1);
    const complete = this.#broken === undefined && last?.kind === 'end' && last.why === 'over';
    return { file: this.file, header: this.#header, entries: this.#entries, complete };
  }

  #parse(line: string): unknown {
    if (line.length > LONGEST_LINE) throw this.#unreadable('holds a line that is too long');
    if (isDeeper(line, DEEPEST)) throw this.#unreadable('holds a line that is too deep');
    try {
      return JSON.parse(line);
    } catch {
      this.#broken = this.#unreadable('holds a line that is not JSON');
      return undefined;
    }
  }

  #entry(raw: unknown): Entry {
    if (!isObject(raw)) throw this.#unreadable('holds a line that is no entry');
    const { kind } = raw;
    if (!isEntryKind(kind)) {
      throw new RecordingVersionError(
        `${this.file}, line ${this.#line}: this Holdfast does not know this kind of entry. Replay the file with the Holdfast that wrote it, or with a newer one.`,
      );
    }
    const entry = readEntry(kind, raw);
    if (entry === undefined) throw this.#unreadable(`holds an entry of kind ${kind} that lacks something`);
    if (entry.t < this.#latest || entry.t > LONGEST) throw this.#unreadable('holds an entry out of its time');
    this.#latest = entry.t;
    return entry;
  }

  #unreadable(what: string): RecordingUnreadableError {
    return new RecordingUnreadableError(`${this.file}, line ${this.#line}, ${what}.`, this.#line);
  }
}
