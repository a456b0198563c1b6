import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, seen from the compiled tests. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

const built: readonly string[] = ['node_modules', 'dist', 'publish', '.git'];

/** Every file under a folder of the checkout, as paths from its root with `/`; nothing installed, nothing compiled. */
export function filesUnder(folder: string): readonly string[] {
  const top = join(repository, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { withFileTypes: true }).flatMap((entry) => {
    const path = relative(repository, join(top, entry.name)).split(sep).join('/');
    if (built.includes(entry.name)) return [];
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

export const textOf = (path: string): string => readFileSync(join(repository, path), 'utf8');
