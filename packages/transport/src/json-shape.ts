/** One name that is looked for in an object. */
export interface Field {
  /** As it is written. */
  readonly name: Uint8Array;
  /** Where it stands among all that is looked for. */
  readonly slot: number;
  /** What is looked for within it takes the slots up to here, without this one. */
  readonly end: number;
  readonly within: readonly Field[] | undefined;
  /** The place of the one that usually comes after it, among those of the same object. */
  readonly next: number;
}

/** A text as JSON has it. @param text ASCII with nothing to be escaped. */
export const asJson = (text: string): Uint8Array => Buffer.from(`"${text}"`);

/** What is looked for in JSON texts of one kind: fields of the outermost object, and fields within these. */
export class JsonShape<Path extends string> {
  /** The text as a whole. */
  readonly root: Field;

  /**
   * @param paths such as `body` and, right after it, `body.event`; those of one object in the order in which it usually has
   * them, since then they are found at the first guess.
   */
  constructor(private readonly paths: readonly Path[]) {
    this.root = { name: asJson(''), slot: 0, end: paths.length + 1, within: this.#within(''), next: 0 };
  }

  slotOf(path: Path): number {
    return this.paths.indexOf(path) + 1;
  }

  #within(prefix: string): readonly Field[] {
    const { paths } = this;
    const inside = paths.filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('.'));
    return inside.map((path, place) => {
      const within = this.#within(`${path}.`);
      const slot = this.slotOf(path);
      const end = Math.max(slot, ...within.map((field) => field.end - 1)) + 1;
      const name = asJson(path.slice(prefix.length));
      return { name, slot, end, within: within.length === 0 ? undefined : within, next: place + 1 };
    });
  }
}
