import type { Placed } from './history.js';
import type { Reading } from './reading.js';

/** Where a record is read, and how own messages in it are told by their `ExternalId`s. */
export interface Archive {
  pages(stretch: { readonly dialogId: string; readonly from: number }): Reading<Placed>;
  /** `undefined` for events of others. */
  readonly idOf: (event: Placed) => string | undefined;
}

/** What is looked for, and from where on. */
export interface Wanted {
  readonly id: string;
  readonly dialogId: string;
  readonly from: number;
}

/** Looks through a record for own messages with one id. What was looked through once is not looked through again. */
export class Search {
  readonly #found: number[] = [];
  #reading: Reading<Placed> | undefined;

  constructor(readonly wanted: Wanted) {}

  isFor({ id, dialogId }: Pick<Wanted, 'id' | 'dialogId'>): boolean {
    return id === this.wanted.id && dialogId === this.wanted.dialogId;
  }

  /** The sequences of all that the record holds by now. Rejects as `request` does; the next call goes on. */
  async run(archive: Archive): Promise<readonly number[]> {
    const { id } = this.wanted;
    this.#reading ??= archive.pages(this.wanted);
    for await (const page of this.#reading) {
      for (const event of page) if (archive.idOf(event) === id) this.#found.push(event.sequence);
    }
    return this.#found;
  }
}
