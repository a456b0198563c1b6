const ALL = '\0all';

/**
 * Rollup's plugin for a package with several entries: one of them gives the names of all, and becomes the file that the modules
 * lie in. Packages that every bot loads are led there, whichever entry they import: to find and to open a file takes
 * longer than to run it.
 *
 * @param entries name of each entry → its file
 * @param plan `whole` names that entry, if there is one; `doors` leads imports of other packages.
 */
export function doors(entries, { whole, doors: leading = {} }) {
  const every = Object.values(entries).map((file) => `export * from ${JSON.stringify(file)};`);
  const nameOf = (id) => Object.keys(entries).find((name) => name !== whole && entries[name] === id);
  return {
    name: 'doors',
    input: whole === undefined ? entries : { ...entries, [whole]: ALL },
    /** Each entry of such a package is a chunk, or else the one of `whole` would take them all in. */
    chunkOf: (id) => (id === ALL ? whole : whole === undefined ? undefined : nameOf(id)),
    resolveId: (id) => (id === ALL ? id : id in leading ? { id: leading[id], external: true } : undefined),
    load: (id) => (id === ALL ? every.join('\n') : undefined),
  };
}
