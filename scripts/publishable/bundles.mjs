const doors = { '@holdfast/core': '@holdfast/core/internal', '@holdfast/core/protocol': '@holdfast/core/internal' };

/**
 * The packages that are bundled, by their folder. `entries` tells which modules keep a file of their own, because their
 * manifest or a path names them; `chunk` tells where another module goes. No module is in two files, so each class is one.
 * `whole` is the entry that gives the names of all entries, and `doors` leads imports of other packages to such an entry: a bot
 * finds and opens one file there, not three. `inlined` are libraries that become part of the package, `required` those that
 * are CommonJS, with what is used of them, and `requiredAtCall` those of them that are loaded when one of their functions
 * is called.
 */
export const bundles = {
  core: {
    entries: (module) => ['index', 'internal', 'protocol'].includes(module),
    whole: 'internal',
    // Pages load the vocabulary of the wire into a browser, and nothing else of the package.
    chunk: (module) => (/^(?:protocol|errors)\//.test(module) ? 'protocol/vocabulary' : 'internal'),
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
    doors,
    // The commands find their parts, and the templates, by where they lie.
    entries: (module) => module === 'index' || module.startsWith('cli/'),
    chunk: () => 'holdfast',
    // A bot that brings its own logger needs neither, and a service, which has no terminal, no printer.
    requiredAtCall: { pino: ['pino'], 'pino-pretty': ['prettyFactory'] },
  },
};

function oneFile() {
  return { doors, entries: (module) => module === 'index' };
}
