import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Every TypeScript project of the checkout: where it lies, what it compiles, and where the result goes. */
export function projects() {
  return ['packages', 'examples', '.']
    .flatMap((parent) => foldersIn(join(root, parent)))
    .filter((folder) => existsSync(join(folder, 'tsconfig.json')))
    .map((folder) => {
      const { compilerOptions = {} } = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8'));
      const { rootDir = '.', outDir = 'dist' } = compilerOptions;
      return { folder, source: join(folder, rootDir), output: join(folder, outDir) };
    });
}

function foldersIn(parent) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => join(parent, entry.name));
}
