export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OBJECT = 0x7b;
export const OBJECT_END = 0x7d;
export const ZERO = 0x30;
export const NULL = 0x6e;
const SPACE = 0x20;
const MINUS = 0x2d;
const POINT = 0x2e;
const NINE = 0x39;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;
/** What may follow a backslash, beside `u`. */
const ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
const UNICODE = 0x75;

/** No value, or no way to go on. */
export const NONE = -1;

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NOTHINGNESS = Buffer.from('null');
const NOTHING = Buffer.alloc(0);

const NOT_ASCII = 0x80;
/** 0 for the bytes that stand for themselves in a string, one by one. */
const SPECIAL = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < SPACE || byte === QUOTE || byte === BACKSLASH || byte >= NOT_ASCII ? 1 : 0,
);

/**
 * Checks JSON as `JSON.parse` would do it, but makes nothing of it: that takes half the time, and leaves nothing for the
 * collector. Its methods read what begins at `at`, and give where it ends; -1 if it does not begin there.
 */
export class JsonScanner {
  bytes: Buffer = NOTHING;
  /** Something had more levels than it may have. */
  tooDeep = false;
  /** Escapes that were met. */
  escapes = 0;
  /** All strings so far were ASCII. */
  isPlain = true;
  #deepest = 0;

  /** @param bytes UTF-8 that is well-formed. @param deepest levels of objects and arrays. */
  begin(bytes: Buffer, deepest: number): void {
    this.bytes = bytes;
    this.tooDeep = false;
    this.escapes = 0;
    this.#deepest = deepest;
    this.isPlain = true;
  }

  /** Lets go of the text, which may be part of a much larger piece of memory. */
  forget(): void {
    this.bytes = NOTHING;
  }

  /** Whether an object or a list may begin within so many others. */
  mayEnter(level: number): boolean {
    if (level < this.#deepest) return true;
    this.tooDeep = true;
    return false;
  }

  says(start: number, text: Uint8Array): boolean {
    const { bytes } = this;
    for (let index = 0; index < text.length; index += 1) if (bytes[start + index] !== text[index]) return false;
    return true;
  }

  value(at: number, level: number): number {
    switch (this.bytes[at]) {
      case QUOTE:
        return this.string(at);
      case OBJECT:
        return this.mayEnter(level) ? this.#object(at, level) : NONE;
      case ARRAY:
        return this.mayEnter(level) ? this.#array(at, level) : NONE;
      case 0x74:
        return this.#word(at, TRUE);
      case 0x66:
        return this.#word(at, FALSE);
      case NULL:
        return this.#word(at, NOTHINGNESS);
      default:
        return this.#number(at);
    }
  }

  string(start: number): number {
    const { bytes } = this;
    for (let at = start + 1; ; at += 1) {
      const byte = bytes[at] ?? 0;
      // One question for all that is ordinary, since in an id letters and digits follow each other unforeseeably.
      if (SPECIAL[byte] === 0) continue;
      if (byte === QUOTE) return at + 1;
      if (byte >= NOT_ASCII) {
        this.isPlain = false;
      } else if (byte === BACKSLASH) {
        at = this.#escape(at + 1);
        if (at === NONE) return NONE;
      } else {
        return NONE;
      }
    }
  }

  blanks(start: number): number {
    let at = start;
    for (let byte = this.bytes[at] ?? 0; byte <= SPACE && isBlank(byte); byte = this.bytes[at] ?? 0) at += 1;
    return at;
  }

  #object(start: number, level: number): number {
    const { bytes } = this;
    let at = this.blanks(start + 1);
    if (bytes[at] === OBJECT_END) return at + 1;
    for (;;) {
      if (bytes[at] !== QUOTE) return NONE;
      at = this.string(at);
      if (at === NONE) return NONE;
      at = this.blanks(at);
      if (bytes[at] !== COLON) return NONE;
      at = this.value(this.blanks(at + 1), level + 1);
      if (at === NONE) return NONE;
      at = this.blanks(at);
      if (bytes[at] !== COMMA) return bytes[at] === OBJECT_END ? at + 1 : NONE;
      at = this.blanks(at + 1);
    }
  }

  #array(start: number, level: number): number {
    const { bytes } = this;
    let at = this.blanks(start + 1);
    if (bytes[at] === ARRAY_END) return at + 1;
    for (;;) {
      at = this.value(at, level + 1);
      if (at === NONE) return NONE;
      at = this.blanks(at);
      if (bytes[at] !== COMMA) return bytes[at] === ARRAY_END ? at + 1 : NONE;
      at = this.blanks(at + 1);
    }
  }

  /** Gives where its last character stands. */
  #escape(at: number): number {
    const byte = this.bytes[at] ?? 0;
    this.escapes += 1;
    if (byte !== UNICODE) return ESCAPES.has(byte) ? at : NONE;
    for (let digit = at + 1; digit <= at + 4; digit += 1) if (!isHex(this.bytes[digit] ?? 0)) return NONE;
    return at + 4;
  }

  #number(start: number): number {
    const { bytes } = this;
    let at = bytes[start] === MINUS ? start + 1 : start;
    at = bytes[at] === ZERO ? at + 1 : this.#digits(at);
    if (at !== NONE && bytes[at] === POINT) at = this.#digits(at + 1);
    if (at === NONE || ((bytes[at] ?? 0) | 0x20) !== 0x65) return at;
    const sign = bytes[at + 1];
    return this.#digits(sign === MINUS || sign === 0x2b ? at + 2 : at + 1);
  }

  #digits(start: number): number {
    let at = start;
    while (isDigit(this.bytes[at] ?? 0)) at += 1;
    return at === start ? NONE : at;
  }

  #word(at: number, word: Uint8Array): number {
    return this.says(at, word) ? at + word.length : NONE;
  }
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
const isBlank = (byte: number): boolean => byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
