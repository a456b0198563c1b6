import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { type Holder, StoreFolderError } from './errors.js';

/** The files of a store. No name in it comes from a conversation. */
export interface StoreFolder {
  readonly path: string;
  /** LevelDB's own folder. */
  readonly data: string;
  readonly witness: string;
  readonly lock: string;
  readonly holder: string;
  /** Whether there is a store already: `broken` if LevelDB would begin anew over it, `gone` if only its witness is left. */
  readonly content: 'none' | 'store' | 'broken' | 'gone';
}

/**
 * Looks at a folder, and makes it if only it is missing: a missing parent is more likely a disk that is not mounted.
 *
 * @throws StoreFolderError saying what is in the way.
 */
export async function storeFolder(given: string, { mustExist }: { readonly mustExist: boolean }): Promise<StoreFolder> {
  const path = resolve(given);
  const names = await namesIn(path, mustExist);
  const data = join(path, 'data');
  if (!names.includes('data') && names.some((name) => !['witness', 'lock', 'holder.json'].includes(name))) {
    throw new StoreFolderError(path, 'it holds other files and no store. Name a folder of its own.');
  }
  const files = names.includes('data') ? await readdir(data) : [];
  const content = await contentOf(data, files, names);
  if ((content === 'none' || content === 'gone') && mustExist)
    throw new StoreFolderError(path, 'there is no store in it, and one must exist.');
  const at = (name: string): string => join(path, name);
  return { path, data, witness: at('witness'), lock: at('lock'), holder: at('holder.json'), content };
}

async function contentOf(
  data: string,
  files: readonly string[],
  names: readonly string[],
): Promise<StoreFolder['content']> {
  const manifest = files.includes('CURRENT') ? (await readFile(join(data, 'CURRENT'), 'utf8')).trimEnd() : '';
  if (files.includes(manifest)) return 'store';
  if (files.some(isData) || files.includes('CURRENT')) return 'broken';
  return names.includes('witness') ? 'gone' : 'none';
}

/** A file of sorted entries, as LevelDB calls it. */
export const isTable = (name: string): boolean => /\.(?:ldb|sst)$/.test(name);

const isData = (name: string): boolean => isTable(name) || /^MANIFEST-|\.log$/.test(name);

async function namesIn(path: string, mustExist: boolean): Promise<readonly string[]> {
  try {
    const found = await stat(path).catch(async (error: unknown) => {
      if (codeOf(error) !== 'ENOENT' || mustExist) throw error;
      await mkdir(path, { mode: 0o700 });
      return stat(path);
    });
    if (!found.isDirectory()) throw new StoreFolderError(path, 'it is not a folder.');
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return await readdir(path);
  } catch (error) {
    throw error instanceof StoreFolderError ? error : new StoreFolderError(path, factOf(error), { cause: error });
  }
}

const facts: Readonly<Record<string, string>> = {
  ENOENT: 'it is missing, or its parent is. Is the disk mounted?',
  ENOTDIR: 'a part of its path is not a folder.',
  EACCES: 'this process may not read and write there. Check owner and permissions.',
  EPERM: 'this process may not read and write there. Check owner and permissions.',
  EROFS: 'its file system is read-only.',
  ENOSPC: 'its disk is full.',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

const factOf = (error: unknown): string => facts[codeOf(error)] ?? `the file system answers ${codeOf(error)}.`;

/** Says who holds the store, for the message of whoever is refused. Not the lock itself: see `FolderLock`. */
export async function signHolder({ holder }: StoreFolder): Promise<void> {
  const who: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(holder, JSON.stringify(who)).catch(() => undefined);
}

export async function readHolder({ holder }: StoreFolder): Promise<Holder | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(holder, 'utf8'));
    return isHolder(found) ? { pid: found.pid, host: found.host, since: found.since } : undefined;
  } catch {
    return undefined;
  }
}

const isHolder = (value: unknown): value is Holder =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'host' in value &&
  typeof value.host === 'string' &&
  'since' in value &&
  typeof value.since === 'string';
