import { decodings } from './decodings.js';
import { secretForms } from './secret-forms.js';

export const REDACTED = '[redacted]';

/** Shorter values are not looked for: they would blot out ordinary words and numbers, and are no secret to a guesser. */
const SHORTEST_SECRET = 6;

export interface SecretsOptions {
  /** How many added values are remembered; the one added longest ago is forgotten first. @default 200 */
  readonly limit?: number;
}

/**
 * The secret values of one bot. Those given at the start are kept for ever; those added later, such as bearers, csrf
 * tokens and cookies, are kept until many newer ones have come.
 */
export class Secrets {
  readonly #permanent: readonly string[];
  readonly #limit: number;
  /** The newest last. */
  #added: readonly string[] = [];
  /** Weak, since a process may hold a thousand bots of which few have something to log: the collector may take them. */
  #forms: WeakRef<readonly string[]> | undefined;

  constructor(permanent: readonly string[] = [], { limit = 200 }: SecretsOptions = {}) {
    this.#permanent = permanent;
    this.#limit = limit;
  }

  /** Remembers values that must not be printed from now on. Absent ones and those below six characters are ignored. */
  add(...values: readonly (string | undefined)[]): void {
    const isNews = (value: string | undefined): value is string =>
      value !== undefined && isLongEnough(value) && !this.#permanent.includes(value);
    const added = new Set(values.filter(isNews));
    const kept = this.#added.filter((value) => !added.has(value));
    this.#added = [...kept, ...added].slice(-this.#limit);
    this.#forms = undefined;
  }

  /** The length of the longest form: so much of a text that was cut may be the beginning of a secret. */
  get longest(): number {
    return this.#allForms()[0]?.length ?? 0;
  }

  /** The text without the secret values, in whatever of the usual encodings they stand in it. */
  redact(text: string): string {
    let clean = text;
    for (const form of this.#allForms()) {
      if (clean.includes(form)) clean = clean.replaceAll(form, REDACTED);
    }
    return decodings(clean).some((decoded) => this.#isIn(decoded)) ? REDACTED : clean;
  }

  #isIn(text: string): boolean {
    return this.#all().some((value) => text.includes(value.trim()));
  }

  #all(): readonly string[] {
    return [...this.#permanent.filter(isLongEnough), ...this.#added];
  }

  /** Longest first, so that a secret within another one does not leave the rest of it behind. */
  #allForms(): readonly string[] {
    const known = this.#forms?.deref();
    if (known !== undefined) return known;
    const forms = [...new Set(this.#all().flatMap(secretForms))].toSorted((a, b) => b.length - a.length);
    this.#forms = new WeakRef(forms);
    return forms;
  }
}

const isLongEnough = (value: string): boolean => value.trim().length >= SHORTEST_SECRET;
