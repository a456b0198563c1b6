import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '@holdfast/core/internal';

export interface Project {
  /** Made if it is not there. */
  readonly folder: string;
  readonly name: string;
  /** Of Holdfast, which the project shall depend on. */
  readonly version: string;
}

/** Files of the package, published with it. */
const TEMPLATE = fileURLToPath(new URL('../../../templates/bot', import.meta.url));

/** What may be in a folder that counts as empty. */
const HARMLESS: ReadonlySet<string> = new Set(['.git', '.DS_Store']);

/**
 * Writes a bot project from the template.
 *
 * @throws ConfigurationError if the folder holds something already, or cannot be written to. Nothing is overwritten.
 */
export async function scaffold({ folder, name, version }: Project): Promise<void> {
  const values: Readonly<Record<string, string>> = { name, version };
  try {
    await mustBeEmpty(folder);
    for (const path of await filesOf(TEMPLATE)) {
      const target = join(folder, targetName(relative(TEMPLATE, path)));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, filled(await readFile(path, 'utf8'), values), { flag: 'wx' });
    }
  } catch (error) {
    throw refusal(folder, error);
  }
}

async function mustBeEmpty(folder: string): Promise<void> {
  const found = await stat(folder).catch(absent);
  if (found === undefined) return;
  if (!found.isDirectory()) throw occupied(folder, 'is a file');
  const stray = (await readdir(folder)).find((name) => !HARMLESS.has(name));
  if (stray !== undefined) throw occupied(folder, `is not empty; it holds ${stray}, for example`);
}

function absent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** npm leaves out or renames files like .gitignore when it packs, so the template calls them _gitignore. */
const targetName = (path: string): string =>
  path
    .split(sep)
    .map((part) => part.replace(/^_/, '.'))
    .join(sep);

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole));

const occupied = (folder: string, fact: string): ConfigurationError =>
  new ConfigurationError('folder', `${folder} ${fact}. Name a new or an empty folder; nothing was written.`);

function refusal(folder: string, error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof ConfigurationError || code === undefined) return error;
  return new ConfigurationError(
    'folder',
    `${folder} cannot be written to (${code}). Check the path, its owner and the space on the disk.`,
    { cause: error },
  );
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
