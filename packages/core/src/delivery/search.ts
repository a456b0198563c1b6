import type { Placed } from './history.js';
import type { Reading } from './reading.js';

/** Where a record is read, and how own messages in it are told by their `ExternalId`s. */
export interface Archive {
  pages(stretch: { readonly dialogId: string; readonly from: number }): Reading<Placed>;
  /** `undefined` for events of others. */
  readonly idOf: (event: Placed) => string | undefined;
}

/** Looks through a record for own messages with one id. What was looked through once is not looked through again. */
export class Search {
  #found: number[] | undefined;
  #reading: Reading<Placed> | undefined;

  /** @param from the sequence from which on it is looked for. */
  constructor(
    readonly id: string,
    readonly dialogId: string,
    readonly from: number,
  ) {}

  /** The sequences of all that the record holds by now. Rejects as `request` does; the next call goes on. */
  async run(archive: Archive): Promise<readonly number[]> {
    const { id, dialogId, from } = this;
    const found = (this.#found ??= []);
    this.#reading ??= archive.pages({ dialogId, from });
    for await (const page of this.#reading) {
      for (const event of page) if (archive.idOf(event) === id) found.push(event.sequence);
    }
    return found;
  }
}
