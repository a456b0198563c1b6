/**
 * Who may import whom. A new package or a new folder of `core` gets its place here first; `imports.test.ts` fails on
 * one that it does not find.
 */
export interface ImportRules {
  /** For each part of the repository, the names of this repository that it may import. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  /** For each part that is divided into floors: a folder may import lower floors and itself, never a neighbour. */
  readonly floors: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Modules of Node.js that a part must do without. */
  readonly forbidden: Readonly<Record<string, readonly string[]>>;
}

const fromCore = ['@holdfast/core', '@holdfast/core/internal', '@holdfast/core/protocol'];
const publicNames = [
  'holdfast',
  '@holdfast/simulator',
  '@holdfast/durable-store',
  '@holdfast/recording',
  '@holdfast/testing',
  '@holdfast/console',
  '@holdfast/consumer',
];

export const rules: ImportRules = {
  parts: {
    'packages/core': [],
    'packages/transport': fromCore,
    'packages/auth': fromCore,
    'packages/services': fromCore,
    'packages/store': fromCore,
    'packages/recording': fromCore,
    'packages/console': ['@holdfast/core', '@holdfast/core/protocol'],
    'packages/simulator': [
      '@holdfast/core/protocol',
      '@holdfast/console',
      '@holdfast/console/internal',
      '@holdfast/console/browser',
    ],
    'packages/holdfast': [
      ...fromCore,
      '@holdfast/transport',
      '@holdfast/auth',
      '@holdfast/services',
      // Optional peers, loaded when they are needed.
      '@holdfast/console',
      '@holdfast/recording',
      '@holdfast/simulator',
    ],
    'packages/testing': [
      'holdfast',
      '@holdfast/core/protocol',
      '@holdfast/recording',
      '@holdfast/recording/internal',
      '@holdfast/simulator',
      '@holdfast/transport',
      '@holdfast/auth',
      '@holdfast/services',
    ],
    'packages/consumer': [...fromCore, 'holdfast'],
    examples: publicNames,
    test: publicNames,
    // Its platform speaks the wire, so that the simulator is not what is measured.
    bench: [...publicNames, '@holdfast/core/protocol'],
  },
  floors: {
    'packages/core': {
      errors: 0,
      collections: 0,
      protocol: 1,
      resilience: 1,
      ports: 2,
      content: 2,
      redaction: 3,
      memory: 3,
      credentials: 3,
      session: 4,
      conversation: 4,
      delivery: 4,
      bot: 5,
    },
  },
  forbidden: {
    'packages/core': [
      'node:child_process',
      'node:cluster',
      'node:dgram',
      'node:dns',
      'node:fs',
      'node:fs/promises',
      'node:http',
      'node:http2',
      'node:https',
      'node:net',
      'node:tls',
      'node:worker_threads',
    ],
  },
};
