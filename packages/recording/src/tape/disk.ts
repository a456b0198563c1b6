import { open, rename, rm, stat } from 'node:fs/promises';

/** A file that is being written, as far as a recording needs it. */
export interface OpenFile {
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Where recordings are written. */
export interface Disk {
  /** Makes the file anew; older ones of its name make room. */
  create(file: string, keep: number): Promise<OpenFile>;
}

/** For its owner alone: a recording may hold what people wrote. */
const MODE = 0o600;

export const localDisk: Disk = Object.freeze({
  async create(file: string, keep: number): Promise<OpenFile> {
    await makeRoom(file, keep);
    const handle = await open(file, 'wx', MODE);
    return {
      append: (text) => handle.appendFile(text),
      close: () => handle.close(),
    };
  },
});

async function makeRoom(file: string, keep: number): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isFile()) throw new Error('It is no regular file.');
  if (keep === 0) return rm(file);
  for (let age = keep; age > 1; age -= 1) await rename(`${file}.${age - 1}`, `${file}.${age}`).catch(ignoreMissing);
  await rename(file, `${file}.1`);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
