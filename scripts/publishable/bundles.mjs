/**
 * The packages that are bundled, by their folder. `entries` tells which modules keep a file of their own, because their
 * manifest or a path names them; `chunk` tells where another module goes. No module is in two files, so each class is one.
 * `inlined` are libraries that become part of the package, `required` those that are CommonJS, with what is used of them.
 */
export const bundles = {
  core: {
    entries: (module) => ['index', 'internal', 'protocol'].includes(module),
    // Pages load the vocabulary of the wire into a browser, and nothing else of the package.
    chunk: (module) => (/^(?:protocol|errors)\//.test(module) ? 'protocol/vocabulary' : 'core'),
    inlined: ['rxjs', 'tslib'],
    required: {
      eventemitter3: ['EventEmitter'],
      'reflect-metadata/no-conflict': ['defineMetadata', 'getOwnMetadata'],
    },
  },
  auth: oneFile(),
  services: oneFile(),
  transport: { ...oneFile(), required: { ws: ['WebSocket'] } },
  holdfast: {
    // The commands find their parts, and the templates, by where they lie.
    entries: (module) => module === 'index' || module.startsWith('cli/'),
    chunk: () => 'holdfast',
  },
};

function oneFile() {
  return { entries: (module) => module === 'index' };
}
