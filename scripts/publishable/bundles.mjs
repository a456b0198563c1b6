/**
 * The packages that are bundled, by their folder. `entries` tells which modules keep a file of their own, because their
 * manifest or a path names them; `chunk` tells where another module goes. No module is in two files, so each class is one.
 */
export const bundles = {
  core: {
    entries: (module) => ['index', 'internal', 'protocol'].includes(module),
    // Pages load the vocabulary of the wire into a browser, and nothing else of the package.
    chunk: (module) => (/^(?:protocol|errors)\//.test(module) ? 'protocol/vocabulary' : 'core'),
  },
  auth: oneFile('auth'),
  services: oneFile('services'),
  transport: oneFile('transport'),
  holdfast: {
    // The commands find their parts, and the templates, by where they lie.
    entries: (module) => module === 'index' || module.startsWith('cli/'),
    chunk: () => 'holdfast',
  },
};

function oneFile(name) {
  return { entries: (module) => module === 'index', chunk: () => name };
}
