import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTable } from './folder.js';
import { corrections } from './table.js';

/**
 * Makes LevelDB see the blocks of its tables that have changed on the disk. To be done before it opens them, by whoever
 * has the lock. Gives the names of the files that it found damaged for the first time.
 */
export async function condemnDamage(data: string): Promise<readonly string[]> {
  const tables = (await readdir(data)).filter(isTable);
  const damaged: string[] = [];
  for (const name of tables) {
    const path = join(data, name);
    const wrong = corrections(await readFile(path));
    if (wrong.length === 0) continue;
    damaged.push(name);
    const file = await open(path, 'r+');
    try {
      for (const { at, bytes } of wrong) await file.write(bytes, 0, bytes.length, at);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  return damaged;
}
