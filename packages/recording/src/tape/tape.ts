import { monotonicNow, type Logger, type WitnessedLife } from '@holdfast/core/internal';
import type { Happening, Header } from '../entry.js';
import type { ResolvedRecordingOptions } from '../recording-options.js';
import { Scrubber } from '../scrub/scrubber.js';
import type { Disk } from './disk.js';
import { Journal } from './journal.js';

export interface TapeParts {
  readonly options: ResolvedRecordingOptions;
  readonly accountId: string;
  readonly appId: string;
  readonly secrets: readonly string[];
  readonly disk: Disk;
}

/** A larger entry is noted as lost. */
const LONGEST_ENTRY = 4_194_304;

/** Where everything about one bot is noted: one file for each of its lives. It never throws. */
export class Tape {
  readonly #parts: TapeParts;
  readonly #scrubber: Scrubber;
  #journal: Journal | undefined;
  #beginning = 0;
  #latest = 0;
  #numbers = 0;

  constructor(parts: TapeParts) {
    this.#parts = parts;
    this.#scrubber = new Scrubber(parts.options, parts.secrets);
  }

  /** Whether what is noted is written. */
  get runs(): boolean {
    return this.#journal?.open === true;
  }

  /** A number that nobody else has. */
  next(): number {
    return (this.#numbers += 1);
  }

  /** Values that are to be taken out from now on. */
  secrets(values: readonly string[]): void {
    this.#scrubber.add(values);
  }

  begin({ bot, options, log }: WitnessedLife): void {
    const { disk, options: terms } = this.#parts;
    this.#beginning = monotonicNow();
    this.#latest = 0;
    this.#journal = new Journal({
      disk,
      file: terms.file,
      keep: terms.keep,
      maxBytes: terms.maxBytes,
      maxWaiting: terms.maxWaiting,
      lastLine: (why) => JSON.stringify({ t: this.#now(), kind: 'end', why }),
      ended: (why, error) => complain(log, { why, file: terms.file, error }),
    });
    this.#journal.write(JSON.stringify(this.#header(bot, options)));
  }

  async end(): Promise<void> {
    await this.#journal?.close();
  }

  /** Notes what happens; its texts are scrubbed here. */
  note(happening: Happening): void {
    if (!this.runs) return;
    const t = this.#now();
    try {
      const line = JSON.stringify({ t, ...this.#scrubbed(happening) });
      if (line.length > LONGEST_ENTRY) throw new RangeError('too long');
      this.#journal?.write(line);
    } catch {
      this.#journal?.write(JSON.stringify({ t, kind: 'lost', of: happening.kind }));
    }
  }

  /** The rest is ours: numbers, names of methods, words of the protocol. */
  #scrubbed(happening: Happening): object {
    switch (happening.kind) {
      case 'notified':
      case 'request':
      case 'answer': {
        const { body, ...rest } = happening;
        const type = 'type' in happening ? { type: this.#scrubber.text(happening.type, 'type') } : {};
        const metadata = 'metadata' in happening ? { metadata: this.#scrubber.scrub(happening.metadata) } : {};
        return { ...rest, ...type, ...(body === undefined ? {} : { body: this.#scrubber.scrub(body) }), ...metadata };
      }
      case 'return':
        return { ...happening, ...('value' in happening ? { value: this.#scrubber.scrub(happening.value) } : {}) };
      case 'closed':
        return { ...happening, ...this.#reason(happening.reason) };
      default:
        return happening;
    }
  }

  #reason(reason: string | undefined): { readonly reason?: string } {
    return reason === undefined ? {} : { reason: this.#scrubber.text(reason, 'id') };
  }

  /** Thousandths of a millisecond are enough. */
  #now(): number {
    const now = Math.round((monotonicNow() - this.#beginning) * 1_000) / 1_000;
    return (this.#latest = Math.max(this.#latest, now));
  }

  #header(bot: string, given: WitnessedLife['options']): Header {
    const { accountId, appId, options } = this.#parts;
    const functions = Object.keys(given).filter((name) => typeof given[name] === 'function');
    const plain = new Scrubber({ text: 'keep', words: [] }, this.#parts.secrets).scrub(given);
    return {
      holdfast: 'recording',
      version: 1,
      at: Date.now(),
      accountId,
      appId,
      bot,
      options: { ...(plain as Header['options']) },
      functions,
      text: options.text,
      words: options.words,
      node: process.version,
    };
  }
}

interface Complaint {
  readonly why: 'full' | 'slow' | 'failed';
  readonly file: string;
  readonly error: unknown;
}

/** One record: whoever looks for the file finds out why it ends. */
function complain(log: Logger, { why, file, error }: Complaint): void {
  const facts = { file, why, ...(error === undefined ? {} : { error }) };
  log.warn(facts, `the recording has ended, and the bot goes on: ${REASONS[why]}`);
}

const REASONS = {
  full: 'the file has the size that maxBytes allows',
  slow: 'the disk was too slow, and more than maxWaiting bytes waited for it',
  failed: 'the file could not be written',
} as const;
