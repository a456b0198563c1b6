/**
 * What a text turned out to be: JSON, nested too deeply, no JSON, or `unsuited`: read to the first thing that an outline does
 * not show, which is one value too many, or an escape in a name.
 */
export type Found = 'json' | 'deep' | 'malformed' | 'unsuited';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;
/** What may follow a backslash, beside `u`. */
const ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
const UNICODE = 0x75;
const NULL = 0x6e;

/** Values that are kept: those of the first levels, at most so many. What lies deeper is read, and not kept. */
const LEVELS = 4;
const VALUES = 64;

/** For each value: its name's mark and where it begins, where itself begins and ends, and which value comes after all that is in it. */
const FIELDS = 5;
const MARK = 0;
const NAME = 1;
const START = 2;
const END = 3;
const AFTER = 4;

const NOTHING = Buffer.alloc(0);

/** No value, or no way to go on. */
const NONE = -1;

/** The name of a field, as an outline looks for it. */
export interface Name {
  readonly text: string;
  readonly mark: number;
}

/** @param texts ASCII with nothing to be escaped. */
export const namesOf = (...texts: readonly string[]): readonly Name[] =>
  texts.map((text) => ({ text, mark: markOf(text.length, text.charCodeAt(0), text.charCodeAt(text.length - 1)) }));

/** Few names of one object have the same length, the same first and the same last character. */
const markOf = (length: number, first: number, last: number): number => (length << 16) | (first << 8) | last;

/**
 * Where the values of a JSON text begin and end. The whole text is checked as `JSON.parse` would do it, but nothing is made
 * of it: that takes half the time, and leaves nothing for the collector.
 *
 * Values go by numbers, the outermost is 0. They are good until the next text is read.
 */
export class JsonOutline {
  readonly #values = new Int32Array(VALUES * FIELDS);
  readonly #found: number[] = [];
  #bytes: Buffer = NOTHING;
  #size = 0;
  #deepest = 0;
  /** Of all characters within strings. */
  #bits = 0;
  #escapes = 0;
  #fault: Exclude<Found, 'json'> | undefined;

  /** @param bytes UTF-8 that is well-formed. @param deepest levels of objects and arrays. */
  read(bytes: Buffer, deepest: number): Found {
    this.#bytes = bytes;
    this.#deepest = deepest;
    this.#size = 0;
    this.#bits = 0;
    this.#escapes = 0;
    this.#fault = undefined;
    const end = this.#value(this.#blanks(0), 0, NONE, NONE);
    if (this.#fault !== undefined) return this.#fault;
    return end !== NONE && this.#blanks(end) === bytes.length ? 'json' : 'malformed';
  }

  /** Lets go of the text, which may be part of a much larger piece of memory. */
  forget(): void {
    this.#bytes = NOTHING;
  }

  /**
   * The fields of an object that have these names, in the order of the names, -1 for each that it lacks. Of several fields
   * with one name it is the last, as `JSON.parse` has it. The list is good until the next call.
   */
  fields(object: number, names: readonly Name[]): readonly number[] {
    const found = this.#found;
    for (let index = 0; index < names.length; index += 1) found[index] = NONE;
    if (object === NONE) return found;
    const values = this.#values;
    const end = this.#at(object, AFTER);
    // What is in a list has no name, and so no mark.
    for (let value = object + 1; value < end; value = values[value * FIELDS + AFTER] ?? end) {
      const mark = values[value * FIELDS + MARK];
      for (let index = 0; index < names.length; index += 1) {
        const name = names[index];
        if (name === undefined || name.mark !== mark || !this.#says(values[value * FIELDS + NAME] ?? 0, name.text))
          continue;
        found[index] = value;
        break;
      }
    }
    return found;
  }

  /** How many fields an object has, or values a list. */
  sizeOf(value: number): number {
    let size = 0;
    const end = this.#at(value, AFTER);
    for (let each = value + 1; each < end; each = this.#at(each, AFTER)) size += 1;
    return size;
  }

  /** Whether it is this text, which has nothing to be escaped. */
  is(value: number, text: string): boolean {
    const start = this.#at(value, START) + 1;
    return (
      value !== NONE &&
      this.#at(value, END) - start === text.length + 1 &&
      this.#byte(value) === QUOTE &&
      this.#says(start, text)
    );
  }

  isNull(value: number): boolean {
    return value !== NONE && this.#byte(value) === NULL;
  }

  /** The text of 1 to `most` bytes that it is; `undefined` for anything else, and for one with escapes. */
  text(value: number, most: number): string | undefined {
    if (value === NONE || this.#byte(value) !== QUOTE) return undefined;
    const start = this.#at(value, START) + 1;
    const end = this.#at(value, END) - 1;
    if (end === start || end - start > most) return undefined;
    return this.#escapes > 0 && this.#bytes.subarray(start, end).includes(BACKSLASH)
      ? undefined
      : this.#slice(start, end);
  }

  /** Whether two texts are written alike. */
  areSame(one: number, other: number): boolean {
    if (one === NONE || other === NONE) return false;
    const length = this.#at(one, END) - this.#at(one, START);
    if (this.#at(other, END) - this.#at(other, START) !== length) return false;
    const [here, there] = [this.#at(one, START), this.#at(other, START)];
    for (let index = 0; index < length; index += 1) {
      if (this.#bytes[here + index] !== this.#bytes[there + index]) return false;
    }
    return true;
  }

  /** The whole number of at most 15 digits that it is; `undefined` for anything else. */
  count(value: number): number | undefined {
    if (value === NONE) return undefined;
    const start = this.#at(value, START);
    const end = this.#at(value, END);
    if (end - start > 15) return undefined;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const digit = (this.#bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      count = count * 10 + digit;
    }
    return count;
  }

  /** Its JSON, which holds on to nothing else. */
  json(value: number): string {
    return this.#slice(this.#at(value, START), this.#at(value, END));
  }

  #slice(start: number, end: number): string {
    return this.#bytes.toString(this.#bits < 0x80 ? 'latin1' : 'utf8', start, end);
  }

  #at(value: number, field: number): number {
    return this.#values[value * FIELDS + field] ?? NONE;
  }

  /** The first one of a value. */
  #byte(value: number): number | undefined {
    return this.#bytes[this.#at(value, START)];
  }

  #says(start: number, text: string): boolean {
    for (let index = 0; index < text.length; index += 1) {
      if (this.#bytes[start + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  // Each of these reads what begins at `at`, and gives where it ends; -1 if it does not begin there.

  #value(at: number, level: number, name: number, nameEnd: number): number {
    if (level >= LEVELS) return this.#unkept(at, level);
    const value = this.#size;
    if (value === VALUES) return this.#fail('unsuited');
    this.#size += 1;
    const values = this.#values;
    const fields = value * FIELDS;
    values[fields + MARK] = markOf(nameEnd - name, this.#bytes[name] ?? 0, this.#bytes[nameEnd - 1] ?? 0);
    values[fields + NAME] = name;
    values[fields + START] = at;
    const end = this.#unkept(at, level);
    values[fields + END] = end;
    values[fields + AFTER] = this.#size;
    return end;
  }

  #unkept(at: number, level: number): number {
    switch (this.#bytes[at]) {
      case QUOTE:
        return this.#string(at);
      case OBJECT:
        return level < this.#deepest ? this.#object(at, level) : this.#fail('deep');
      case ARRAY:
        return level < this.#deepest ? this.#array(at, level) : this.#fail('deep');
      case 0x74:
        return this.#word(at, 'true');
      case 0x66:
        return this.#word(at, 'false');
      case NULL:
        return this.#word(at, 'null');
      default:
        return this.#number(at);
    }
  }

  #object(start: number, level: number): number {
    const bytes = this.#bytes;
    let at = this.#blanks(start + 1);
    if (bytes[at] === OBJECT_END) return at + 1;
    for (;;) {
      if (bytes[at] !== QUOTE) return NONE;
      const name = at + 1;
      const escapes = this.#escapes;
      at = this.#string(at);
      const nameEnd = at - 1;
      if (this.#escapes > escapes) return this.#fail('unsuited');
      if (at !== NONE) at = this.#blanks(at);
      if (at === NONE || bytes[at] !== COLON) return NONE;
      at = this.#value(this.#blanks(at + 1), level + 1, name, nameEnd);
      if (at === NONE) return NONE;
      at = this.#blanks(at);
      if (bytes[at] !== COMMA) return bytes[at] === OBJECT_END ? at + 1 : NONE;
      at = this.#blanks(at + 1);
    }
  }

  #array(start: number, level: number): number {
    const bytes = this.#bytes;
    let at = this.#blanks(start + 1);
    if (bytes[at] === ARRAY_END) return at + 1;
    for (;;) {
      at = this.#value(at, level + 1, NONE, NONE);
      if (at === NONE) return NONE;
      at = this.#blanks(at);
      if (bytes[at] !== COMMA) return bytes[at] === ARRAY_END ? at + 1 : NONE;
      at = this.#blanks(at + 1);
    }
  }

  /** Most characters lie above the backslash, so they are asked for one thing only. */
  #string(start: number): number {
    const bytes = this.#bytes;
    let bits = 0;
    for (let at = start + 1; ; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte > BACKSLASH) {
        bits |= byte;
      } else if (byte === QUOTE) {
        this.#bits |= bits;
        return at + 1;
      } else if (byte === BACKSLASH) {
        at = this.#escape(at + 1);
        if (at === NONE) return NONE;
      } else if (byte < SPACE) {
        return NONE;
      }
    }
  }

  /** Gives where its last character stands. */
  #escape(at: number): number {
    const byte = this.#bytes[at] ?? 0;
    this.#escapes += 1;
    if (byte !== UNICODE) return ESCAPES.has(byte) ? at : NONE;
    for (let digit = at + 1; digit <= at + 4; digit += 1) if (!isHex(this.#bytes[digit] ?? 0)) return NONE;
    return at + 4;
  }

  #number(start: number): number {
    const bytes = this.#bytes;
    let at = bytes[start] === MINUS ? start + 1 : start;
    at = bytes[at] === ZERO ? at + 1 : this.#digits(at);
    if (at !== NONE && bytes[at] === POINT) at = this.#digits(at + 1);
    if (at === NONE || ((bytes[at] ?? 0) | 0x20) !== 0x65) return at;
    const sign = bytes[at + 1];
    return this.#digits(sign === MINUS || sign === 0x2b ? at + 2 : at + 1);
  }

  #digits(start: number): number {
    let at = start;
    while (isDigit(this.#bytes[at] ?? 0)) at += 1;
    return at === start ? NONE : at;
  }

  #word(at: number, word: string): number {
    return this.#says(at, word) ? at + word.length : NONE;
  }

  #blanks(start: number): number {
    let at = start;
    for (let byte = this.#bytes[at] ?? 0; byte <= SPACE && isBlank(byte); byte = this.#bytes[at] ?? 0) at += 1;
    return at;
  }

  #fail(fault: 'deep' | 'unsuited'): number {
    this.#fault ??= fault;
    return NONE;
  }
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
const isBlank = (byte: number): boolean => byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
