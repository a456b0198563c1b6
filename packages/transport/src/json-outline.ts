import { BACKSLASH, COLON, COMMA, JsonScanner, NONE, NULL, OBJECT, OBJECT_END, QUOTE, ZERO } from './json-scanner.js';
import type { Field, JsonShape } from './json-shape.js';

/** What a text turned out to be: JSON, nested too deeply, no JSON, or `unsuited`: read as far as a name with an escape. */
export type Found = 'json' | 'deep' | 'malformed' | 'unsuited';

/** For each slot: where its value begins and ends, and how many fields it has, if it is an object with a shape. */
const PLACES = 3;
const START = 0;
const END = 1;
const SIZE = 2;

/**
 * Where the values that are looked for begin and end in a JSON text. The whole text is checked, but nothing is made of it.
 *
 * Values go by their slots in the shape. What is known of them is good until the next text is read.
 */
export class JsonOutline {
  readonly #scanner = new JsonScanner();
  readonly #places: Int32Array;
  #unsuited = false;

  constructor(private readonly shape: JsonShape<string>) {
    this.#places = new Int32Array(shape.root.end * PLACES);
  }

  /** @param bytes UTF-8 that is well-formed. @param deepest levels of objects and arrays. */
  read(bytes: Buffer, deepest: number): Found {
    const scanner = this.#scanner;
    scanner.begin(bytes, deepest);
    this.#unsuited = false;
    const { root } = this.shape;
    this.#clear(root);
    const end = this.#keep(scanner.blanks(0), 0, root);
    // Mostly there is nothing after it; and a look beyond the end of a buffer makes all later looks slower.
    if (end === bytes.length || (end !== NONE && scanner.blanks(end) === bytes.length)) return 'json';
    if (scanner.tooDeep) return 'deep';
    return this.#unsuited ? 'unsuited' : 'malformed';
  }

  /** Lets go of the text. */
  forget(): void {
    this.#scanner.forget();
  }

  has(slot: number): boolean {
    return this.#place(slot, START) !== NONE;
  }

  /** How many fields an object has in which something is looked for; -1 for anything else. */
  sizeOf(slot: number): number {
    return this.#place(slot, SIZE);
  }

  /** @param text as `asJson` gives it. */
  is(slot: number, text: Uint8Array): boolean {
    const start = this.#place(slot, START);
    return this.#place(slot, END) - start === text.length && this.#scanner.says(start, text);
  }

  isNull(slot: number): boolean {
    return this.#first(slot) === NULL;
  }

  /** The text of 1 to `most` bytes that it is; `undefined` for anything else, and for one with escapes. */
  text(slot: number, most: number): string | undefined {
    if (this.#first(slot) !== QUOTE) return undefined;
    const start = this.#place(slot, START) + 1;
    const end = this.#place(slot, END) - 1;
    if (end === start || end - start > most) return undefined;
    const { bytes, escapes } = this.#scanner;
    return escapes > 0 && bytes.subarray(start, end).includes(BACKSLASH) ? undefined : this.#slice(start, end);
  }

  /** Whether two values are there and written alike. */
  areSame(one: number, other: number): boolean {
    const here = this.#place(one, START);
    const there = this.#place(other, START);
    const length = this.#place(one, END) - here;
    if (here === NONE || there === NONE || this.#place(other, END) - there !== length) return false;
    const { bytes } = this.#scanner;
    for (let index = 0; index < length; index += 1) if (bytes[here + index] !== bytes[there + index]) return false;
    return true;
  }

  /** The whole number of at most 15 digits that it is; `undefined` for anything else. */
  count(slot: number): number | undefined {
    const start = this.#place(slot, START);
    const end = this.#place(slot, END);
    if (start === NONE || end - start > 15) return undefined;
    const { bytes } = this.#scanner;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      count = count * 10 + digit;
    }
    return count;
  }

  /** Its JSON, which holds on to nothing else. */
  json(slot: number): string {
    return this.#slice(this.#place(slot, START), this.#place(slot, END));
  }

  #slice(start: number, end: number): string {
    const { bytes, isPlain } = this.#scanner;
    return bytes.toString(isPlain ? 'latin1' : 'utf8', start, end);
  }

  #place(slot: number, which: number): number {
    return this.#places[slot * PLACES + which] ?? NONE;
  }

  /** The byte that a value begins with. */
  #first(slot: number): number | undefined {
    const start = this.#place(slot, START);
    return start === NONE ? undefined : this.#scanner.bytes[start];
  }

  // As the methods of the scanner.

  #keep(at: number, level: number, field: Field): number {
    const places = this.#places;
    const place = field.slot * PLACES;
    // The same name once more: what was found within the first is not within this one.
    if (places[place] !== NONE) this.#clear(field);
    places[place + START] = at;
    const { bytes } = this.#scanner;
    const isLooked = field.within !== undefined && bytes[at] === OBJECT;
    const end = isLooked ? this.#object(at, level, field) : this.#scanner.value(at, level);
    places[place + END] = end;
    return end;
  }

  #object(start: number, level: number, { slot, within = NONE_LOOKED_FOR }: Field): number {
    const scanner = this.#scanner;
    const { bytes } = scanner;
    if (!scanner.mayEnter(level)) return NONE;
    let size = 0;
    let next = 0;
    let at = scanner.blanks(start + 1);
    while (bytes[at] !== OBJECT_END || size > 0) {
      let field = within[next];
      if (field !== undefined && scanner.says(at, field.name)) {
        at += field.name.length;
      } else {
        const name = at;
        at = this.#name(at);
        if (at === NONE) return NONE;
        field = this.#find(within, name, at);
      }
      at = scanner.blanks(at);
      if (bytes[at] !== COLON) return NONE;
      at = scanner.blanks(at + 1);
      if (field === undefined) {
        at = scanner.value(at, level + 1);
      } else {
        next = field.next;
        at = this.#keep(at, level + 1, field);
      }
      if (at === NONE) return NONE;
      size += 1;
      at = scanner.blanks(at);
      if (bytes[at] === OBJECT_END) break;
      if (bytes[at] !== COMMA) return NONE;
      at = scanner.blanks(at + 1);
    }
    this.#places[slot * PLACES + SIZE] = size;
    return at + 1;
  }

  /** One with an escape may be one that is looked for. */
  #name(at: number): number {
    const scanner = this.#scanner;
    const { bytes, escapes } = scanner;
    const end = bytes[at] === QUOTE ? scanner.string(at) : NONE;
    if (end === NONE || scanner.escapes === escapes) return end;
    this.#unsuited = true;
    return NONE;
  }

  /** The field with the name that stands there. */
  #find(fields: readonly Field[], start: number, end: number): Field | undefined {
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index];
      if (field?.name.length === end - start && this.#scanner.says(start, field.name)) return field;
    }
    return undefined;
  }

  #clear({ slot, end }: Field): void {
    this.#places.fill(NONE, slot * PLACES, end * PLACES);
  }
}

const NONE_LOOKED_FOR: readonly Field[] = [];
