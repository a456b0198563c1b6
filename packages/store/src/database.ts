import { StoreUnavailableError } from '@holdfast/core/internal';
import { ClassicLevel } from 'classic-level';
import type { KeyRange } from './layout.js';

export type Write =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/** Rows read at once while a range is walked. */
const PAGE = 500;

/**
 * LevelDB in one folder, in the few words we need. After a write that failed, LevelDB takes no other until it is opened
 * again; that is done here, before the next call.
 */
export class Database {
  #level: ClassicLevel | undefined;
  #opening: Promise<ClassicLevel> | undefined;
  #closed = false;

  constructor(private readonly path: string) {}

  /** Opens what is there; `create` makes a new one. Rejects with the error of LevelDB; see `failureOf`. */
  async open({ create }: { readonly create: boolean }): Promise<void> {
    this.#level = await openLevel(this.path, create);
  }

  /** Salvages what can be read. What cannot is moved to a folder `lost` beside it. */
  static async repair(path: string): Promise<void> {
    await ClassicLevel.repair(path);
  }

  async get(key: string): Promise<string | undefined> {
    return this.#answer((level) => level.get(key));
  }

  async getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#answer((level) => level.getMany([...keys]));
  }

  /** Rows in order, a page at a time. */
  async *pages(range: KeyRange): AsyncGenerator<readonly (readonly [key: string, value: string])[]> {
    const iterator = await this.#answer(async (level) => level.iterator({ ...range }));
    try {
      for (;;) {
        const page = await this.#answer(() => iterator.nextv(PAGE));
        if (page.length === 0) return;
        yield page;
      }
    } finally {
      await iterator.close();
    }
  }

  /** All or nothing, and on the disk when it resolves. */
  async commit(writes: readonly Write[]): Promise<void> {
    try {
      await (await this.#ready()).batch([...writes], { sync: true });
    } catch (error) {
      await this.#letGo();
      throw unavailable(error);
    }
  }

  /** Writes all tables anew. */
  async rewrite(): Promise<void> {
    await this.#answer((level) => level.compactRange('', '\u{10FFFF}'));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#letGo();
  }

  async #answer<T>(ask: (level: ClassicLevel) => Promise<T>): Promise<T> {
    try {
      return await ask(await this.#ready());
    } catch (error) {
      throw unavailable(error);
    }
  }

  async #ready(): Promise<ClassicLevel> {
    if (this.#closed) throw new StoreUnavailableError('The store is closed.');
    if (this.#level !== undefined) return this.#level;
    this.#opening ??= openLevel(this.path, false).finally(() => (this.#opening = undefined));
    const level = await this.#opening;
    if (this.#closed) await level.close();
    else this.#level = level;
    return level;
  }

  async #letGo(): Promise<void> {
    const level = this.#level;
    this.#level = undefined;
    await level?.close();
  }
}

async function openLevel(path: string, createIfMissing: boolean): Promise<ClassicLevel> {
  // Not compressed, so that an index can be read without LevelDB; see `corrections`.
  const level = new ClassicLevel(path, { createIfMissing, compression: false });
  await level.open();
  return level;
}

/** What LevelDB says, under the error that wraps it. */
export function failureOf(error: unknown): 'locked' | 'corrupt' | 'other' {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (!('code' in at)) continue;
    if (at.code === 'LEVEL_LOCKED') return 'locked';
    if (at.code === 'LEVEL_CORRUPTION') return 'corrupt';
  }
  return 'other';
}

const unavailable = (error: unknown): Error =>
  error instanceof StoreUnavailableError
    ? error
    : new StoreUnavailableError(
        'The store on disk did not answer. Check that its disk is there, writable and not full.',
        {
          cause: error,
        },
      );
