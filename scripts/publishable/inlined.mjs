import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * Rollup's plugin for libraries that become part of a package: what is used of their ES modules, in a file named after the
 * first of them, unchanged but for having been put together. The file says so, since their licences ask for it.
 */
export function inlined(names = []) {
  const libraries = names.map(libraryOf);
  const [chunk] = names;
  const holding = (id) => libraries.find(({ folder }) => id.startsWith(folder + sep));
  return {
    name: 'inlined',
    takes: (id) => names.includes(id),
    holds: (id) => holding(id) !== undefined,
    chunkOf: (id) => (holding(id) === undefined ? undefined : chunk),
    noticeOf: (name) => (name === chunk ? libraries.map(({ notice }) => notice).join('\n') : ''),
    /** Where a source lies, seen from a package beside that of the library. */
    sourceOf: (path) => {
      const { name, folder } = holding(path);
      return join('..', '..', name, relative(folder, path));
    },
    resolveId: (id) => libraries.find(({ name }) => name === id)?.entry,
    generateBundle() {
      for (const { name, licence } of libraries) {
        this.emitFile({ type: 'asset', fileName: `${name}.LICENSE.txt`, source: licence });
      }
    },
  };
}

function libraryOf(name) {
  const folder = dirname(require.resolve(`${name}/package.json`));
  const { version, license, homepage, es2015, module } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return {
    name,
    folder,
    entry: join(folder, es2015 ?? module),
    licence: readFileSync(join(folder, 'LICENSE.txt'), 'utf8'),
    notice: `/*! ${name} ${version}, ${license}, ${homepage}: parts of it in one file, otherwise unchanged. See ${name}.LICENSE.txt. */`,
  };
}
