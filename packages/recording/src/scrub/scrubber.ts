import { namesSecret, REDACTED, redactPatterns, Secrets } from '@holdfast/core/internal';
import { isKept } from './kept-fields.js';
import { maskText } from './mask-text.js';

export interface ScrubberOptions {
  /** What becomes of texts. */
  readonly text: 'keep' | 'mask';
  /** Words that stay readable where texts are masked. */
  readonly words: readonly string[];
}

/** An entry would have been too large or too deep. */
export class TooMuchError extends Error {}

const DEEPEST = 80;
const MOST_VALUES = 200_000;
const LONGEST_KNOWN = 64;
const MOST_KNOWN = 10_000;

/** Names of secrets that are known to this protocol alone: signatures of addresses, and hashes of passwords. */
const SECRET_NAME = /(?:_sig|passwordsh|^sig)$/i;

/** Copies values for the file: plain data, without secrets, and without texts if these are masked. */
export class Scrubber {
  readonly #secrets: Secrets;
  /** Names and ids come again and again, and looking through them costs more than all the rest. */
  readonly #known = new Map<string, string>();
  /** By the name of a field, whether it holds a secret. */
  readonly #names = new Map<string, boolean>();
  readonly #masks: boolean;
  readonly #words: ReadonlySet<string>;

  constructor({ text, words }: ScrubberOptions, secrets: readonly string[] = []) {
    this.#secrets = new Secrets(secrets);
    this.#masks = text === 'mask';
    this.#words = new Set(words.map((word) => word.toLowerCase()));
  }

  /** Values to be taken out from now on, wherever they stand. */
  add(secrets: readonly string[]): void {
    this.#secrets.add(...secrets);
    this.#known.clear();
  }

  /**
   * Twice is once. Dates and numbers that JSON cannot say are written as objects; see `restored`.
   *
   * @throws TooMuchError for values that are too deep or too many.
   */
  scrub(value: unknown): unknown {
    let left = MOST_VALUES;
    const copy = (given: unknown, name: string | undefined, depth: number): unknown => {
      left -= 1;
      if (left < 0 || depth > DEEPEST) throw new TooMuchError();
      if (typeof given === 'string') return this.text(given, name);
      if (typeof given === 'number') return Number.isFinite(given) ? given : { $number: String(given) };
      if (typeof given === 'bigint') return { $number: String(given) };
      if (given instanceof Date) return { $date: given.getTime() };
      if (Array.isArray(given)) return given.map((each) => copy(each, name, depth + 1));
      if (typeof given === 'boolean' || given === null) return given;
      if (typeof given !== 'object') return undefined;
      return Object.fromEntries(
        Object.entries(given).map(([key, each]) => [
          this.#plain(key),
          this.#field(key, each) ?? copy(each, key, depth + 1),
        ]),
      );
    };
    return copy(value, undefined, 0);
  }

  /** @param name of the field that holds it. */
  text(text: string, name?: string): string {
    const clean = this.#plain(text);
    return this.#masks && !isKept(name, text) ? maskText(clean, this.#words) : clean;
  }

  #plain(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const clean = redactPatterns(this.#secrets.redact(text));
    if (text.length <= LONGEST_KNOWN) {
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.set(text, clean);
    }
    return clean;
  }

  /** Whether there is a secret may be told. */
  #field(name: string, value: unknown): string | undefined {
    const tells = value === undefined || value === null || typeof value === 'boolean';
    return !tells && this.#isSecret(name) ? REDACTED : undefined;
  }

  #isSecret(name: string): boolean {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const secret = namesSecret(name) || SECRET_NAME.test(name);
    if (this.#names.size >= MOST_KNOWN) this.#names.clear();
    if (name.length <= LONGEST_KNOWN) this.#names.set(name, secret);
    return secret;
  }
}

/** What was scrubbed, with its dates and numbers as they were. */
export function restored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restored);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, first] = []] = entries;
  if (entries.length === 1 && name === '$date') return new Date(Number(first));
  if (entries.length === 1 && name === '$number') return Number(first);
  return Object.fromEntries(entries.map(([key, each]) => [key, restored(each)]));
}
