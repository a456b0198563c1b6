const FILE = 'libraries.cjs';

/** An import of a module of Node.js as Rollup writes it, but for one of all its names. */
const BUILTIN = /^import (?:\{ ([^}]+) \}|(\w+)) from '(node:[\w/]+)';$/gm;

/**
 * Rollup's plugin for CommonJS: one file of a package requires it, and its modules import from that file. An import of a library
 * makes Node.js read each file twice, to search it for names and for signs of an ES module. Bundlers of authors follow a
 * `require` as they follow an import. Modules of Node.js need no file: they are asked for by `process.getBuiltinModule`,
 * while an import loads all that they export, WebCrypto for one.
 *
 * @param atOnce name of each library → what is used of it.
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
    /** No line moves. Files in folders, which are commands, keep their imports. */
    renderChunk(code, { fileName }) {
      if (fileName.includes('/')) return null;
      const changed = code.replace(BUILTIN, (_, list, whole, module) => {
        const used = whole ?? `{ ${list.replaceAll(' as ', ': ')} }`;
        return `const ${used} = process.getBuiltinModule('${module}');`;
      });
      return changed === code ? null : { code: changed, map: null };
    },
    generateBundle() {
      const lines = names.flatMap((name) =>
        libraries[name].map((used) =>
          name in atCall
            ? `exports.${used} = (...given) => require('${name}').${used}(...given);`
            : `exports.${used} = require('${name}').${used};`,
        ),
      );
      if (lines.length === 0) return;
      this.emitFile({ type: 'asset', fileName: FILE, source: `'use strict';\n${lines.join('\n')}\n` });
    },
  };
}
