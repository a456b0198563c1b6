const FILE = 'libraries.cjs';

/**
 * Rollup's plugin for CommonJS libraries: one file of a package requires them, and its modules import from that file. An
 * import of CommonJS makes Node.js read each file twice, to search it for names and for signs of an ES module. Bundlers of
 * authors follow a `require` as they follow an import.
 *
 * @param atOnce name of each → what is used of it.
 * @param atCall the same for libraries of which functions alone are used: the first call loads them.
 */
export function required(atOnce = {}, atCall = {}) {
  const libraries = { ...atOnce, ...atCall };
  const names = Object.keys(libraries);
  return {
    name: 'required',
    resolveId: (id) => (names.includes(id) ? `\0${id}` : id === `./${FILE}` ? { id, external: true } : undefined),
    load: (id) =>
      id.startsWith('\0') && names.includes(id.slice(1))
        ? { code: `export { ${libraries[id.slice(1)].join(', ')} } from './${FILE}';`, moduleSideEffects: false }
        : undefined,
    generateBundle() {
      if (names.length === 0) return;
      const lines = names.flatMap((name) =>
        libraries[name].map((used) =>
          name in atCall
            ? `exports.${used} = (...given) => require('${name}').${used}(...given);`
            : `exports.${used} = require('${name}').${used};`,
        ),
      );
      this.emitFile({ type: 'asset', fileName: FILE, source: `'use strict';\n${lines.join('\n')}\n` });
    },
  };
}
