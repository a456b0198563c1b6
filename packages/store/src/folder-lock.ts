import { rm } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import { failureOf } from './database.js';

/**
 * The right to a folder, held until it is released or its process ends in whatever way. LevelDB locks what it opens, and
 * a database of the store may only be opened once its tables have been looked at; so the lock is a LevelDB of its own,
 * in which nothing is ever kept.
 */
export class FolderLock {
  private constructor(private readonly held: ClassicLevel) {}

  /** Rejects with the error of LevelDB, also if somebody has it; see `failureOf`. */
  static async take(path: string): Promise<FolderLock> {
    try {
      return await FolderLock.#take(path);
    } catch (error) {
      if (failureOf(error) === 'locked') throw error;
      // Nobody has it, so its files are to blame, and there is nothing in them.
      await rm(path, { recursive: true, force: true });
      return FolderLock.#take(path);
    }
  }

  static async #take(path: string): Promise<FolderLock> {
    const level = new ClassicLevel(path);
    await level.open();
    return new FolderLock(level);
  }

  async release(): Promise<void> {
    await this.held.close();
  }
}
