import type { Placed } from './history.js';
import type { Reading } from './reading.js';

export interface SearchParts {
  /** What is looked for. */
  readonly id: string;
  readonly dialogId: string;
  readonly reading: Reading<Placed>;
  /** The `ExternalId` of an event of ours; `undefined` for events of others. */
  readonly idOf: (event: Placed) => string | undefined;
}

/** Looks through a record for own messages with one id. What was looked through once is not looked through again. */
export class Search {
  readonly #found: number[] = [];

  constructor(private readonly parts: SearchParts) {}

  get id(): string {
    return this.parts.id;
  }

  isFor({ id, dialogId }: Pick<SearchParts, 'id' | 'dialogId'>): boolean {
    return id === this.parts.id && dialogId === this.parts.dialogId;
  }

  /** The sequences of all that the record holds by now. Rejects as `request` does; the next call goes on. */
  async run(): Promise<readonly number[]> {
    const { id, reading, idOf } = this.parts;
    for await (const page of reading) {
      for (const event of page) if (idOf(event) === id) this.#found.push(event.sequence);
    }
    return this.#found;
  }
}
