import { StoreUnavailableError } from '@holdfast/core/internal';

export interface GroupCommitOptions<C, R> {
  /** Writes a group as one. An outcome that is an `Error` rejects that change alone; a rejection rejects the group. */
  readonly write: (group: readonly C[]) => Promise<readonly (R | Error)[]>;
  /** Changes in one group. @default 500 */
  readonly groupLimit?: number;
  /** Changes that wait; further ones are refused. @default 2_000 */
  readonly limit?: number;
}

interface Waiting<C, R> {
  readonly change: C;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers changes while the disk is busy, and writes them as one group, in their order. A lone change starts at the next
 * turn of the event loop; a slow disk makes larger groups, not longer queues of single writes.
 */
export class GroupCommit<C, R> {
  readonly #options: Required<GroupCommitOptions<C, R>>;
  readonly #waiting: Waiting<C, R>[] = [];
  #running: Promise<void> = Promise.resolve();
  #idle = true;

  constructor(options: GroupCommitOptions<C, R>) {
    this.#options = { groupLimit: 500, limit: 2_000, ...options };
  }

  /** Resolves once its group is written. */
  add(change: C): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= this.#options.limit) {
        reject(new StoreUnavailableError(`The store has ${this.#options.limit} changes waiting for its disk already.`));
        return;
      }
      this.#waiting.push({ change, resolve, reject });
      if (this.#idle) this.#running = this.#run();
    });
  }

  /** Resolves when nothing is waiting or being written any more. */
  async settled(): Promise<void> {
    while (!this.#idle) await this.#running;
  }

  async #run(): Promise<void> {
    this.#idle = false;
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, this.#options.groupLimit));
    this.#idle = true;
  }

  async #write(group: readonly Waiting<C, R>[]): Promise<void> {
    try {
      const outcomes = await this.#options.write(group.map(({ change }) => change));
      group.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome as R);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
