import { expect } from 'chai';
import { describe, it } from 'mocha';
import { filesUnder, textOf } from '../repository.js';
import { checkImports } from './check-imports.js';
import { type ImportRules, rules } from './floors.js';
import { readImports } from './read-imports.js';

const sources = ['packages', 'examples', 'test', 'bench']
  .flatMap(filesUnder)
  .filter((path) => /\.tsx?$/.test(path) && !/\/(?:fixtures|templates)\//.test(path))
  .map((path) => readImports(path, textOf(path)))
  // What is imported as `view.js` may be `view.tsx`; no folder holds both.
  .map(({ path, imports }) => ({ path: path.replace(/x$/, ''), imports }));

describe('The imports of this repository', () => {
  it('follow the rules of test/structure/floors.ts', () => {
    expect(sources, 'no sources were found').to.have.length.above(10);
    const breaches = checkImports(sources, rules);
    expect(breaches.length, breaches.join('\n')).to.equal(0);
  });
});

describe('The import rules', () => {
  const small: ImportRules = {
    parts: {
      'packages/core': [],
      'packages/transport': ['@holdfast/core/internal'],
      'packages/simulator': ['@holdfast/core/protocol'],
      'packages/holdfast': ['@holdfast/core', '@holdfast/transport'],
      examples: ['holdfast'],
      test: ['holdfast'],
    },
    floors: { 'packages/core': { errors: 0, protocol: 1, resilience: 1, session: 2, 'session-log': 2 } },
    forbidden: { 'packages/core': ['node:net', 'node:fs'] },
  };
  const breachesOf = (tree: Readonly<Record<string, string>>): string =>
    checkImports(
      Object.entries(tree).map(([path, text]) => readImports(path, text)),
      small,
    ).join('\n');

  it('accept a tree that keeps them', () => {
    const breaches = breachesOf({
      'packages/core/src/index.ts': `export { a } from './session/a.js'; export type { E } from './errors/e.js';`,
      'packages/core/src/session/a.ts': `import type { E } from '../errors/e.js'; import { of } from 'rxjs'; import './b.js';`,
      'packages/core/src/session/b.ts': `import { E } from '../errors/e.js';`,
      'packages/core/src/errors/e.ts': `export class E {}`,
      'packages/transport/src/socket.ts': `import { E } from '@holdfast/core/internal'; import net from 'node:net';`,
      'packages/holdfast/src/index.ts': `export { a } from '@holdfast/core'; import '@holdfast/transport';`,
      'examples/echo/src/main.ts': `import { a } from 'holdfast';`,
    });
    expect(breaches).to.equal('');
  });

  it('refuse files that import each other, also when only types do', () => {
    const breaches = breachesOf({
      'packages/transport/src/a.ts': `import type { B } from './b.js';`,
      'packages/transport/src/b.ts': `export type C = import('./c.js').C;`,
      'packages/transport/src/c.ts': `export type { A } from './a.js';`,
    });
    expect(breaches).to.contain(
      'These files import each other: packages/transport/src/a.ts → packages/transport/src/b.ts',
    );
  });

  it('refuse folders that import each other through different files', () => {
    const breaches = breachesOf({
      'packages/transport/src/dial/a.ts': `import { b } from '../frame/b.js';`,
      'packages/transport/src/frame/b.ts': `export const b = 1;`,
      'packages/transport/src/frame/c.ts': `import { d } from '../dial/d.js';`,
      'packages/transport/src/dial/d.ts': `export const d = 1;`,
    });
    expect(breaches).to.equal(
      'These folders import each other: packages/transport/src/dial → packages/transport/src/frame → packages/transport/src/dial',
    );
  });

  it('refuse an upper or a neighbouring package', () => {
    expect(breachesOf({ 'packages/core/src/a.ts': `import { b } from '@holdfast/transport';` })).to.contain(
      'packages/core may import no package of this repository',
    );
    expect(breachesOf({ 'packages/transport/src/a.ts': `export { b } from 'holdfast';` })).to.contain(
      "imports 'holdfast'",
    );
    expect(breachesOf({ 'packages/simulator/src/a.ts': `import '@holdfast/core/internal';` })).to.contain(
      'packages/simulator may import @holdfast/core/protocol',
    );
    expect(breachesOf({ 'packages/simulator/src/a.test.ts': `import 'holdfast';` })).to.contain("imports 'holdfast'");
  });

  it('refuse whatever is not public in examples and tests', () => {
    expect(breachesOf({ 'examples/echo/src/main.ts': `import '@holdfast/core/internal';` })).to.contain('examples may');
    expect(breachesOf({ 'test/e2e/a.test.ts': `import '../../packages/core/src/b.js';` })).to.contain(
      'a path never leaves its package',
    );
    expect(breachesOf({ 'test/e2e/a.test.ts': `await import('holdfast/dist/index.js');` })).to.contain(
      'test may import',
    );
  });

  it('refuse an upper floor, a neighbour on the same floor, and the entry point above', () => {
    const tree = {
      'packages/core/src/index.ts': `export {};`,
      'packages/core/src/errors/e.ts': `export const e = 1;`,
      'packages/core/src/protocol/p.ts': `export const p = 1;`,
      'packages/core/src/session/s.ts': `export const s = 1;`,
    };
    const withLine = (path: string, text: string): string => breachesOf({ ...tree, [path]: text });
    expect(withLine('packages/core/src/errors/bad.ts', `import type { p } from '../protocol/p.js';`)).to.contain(
      "packages/core/src/errors/bad.ts:1 imports '../protocol/p.js': errors/ is on floor 0 and must not know protocol/ on floor 1",
    );
    expect(withLine('packages/core/src/resilience/bad.ts', `import { p } from '../protocol/p.js';`)).to.contain(
      'neighbours on floor 1',
    );
    expect(withLine('packages/core/src/session-log/bad.ts', `import { s } from '../session/s.js';`)).to.contain(
      'neighbours on floor 2',
    );
    expect(withLine('packages/core/src/session/bad.ts', `import '../index.js';`)).to.contain('an entry point');
    expect(withLine('packages/core/src/errors/fine.test.ts', `import { s } from '../session/s.js';`)).to.equal('');
  });

  it('ask for a floor or a row when something is new', () => {
    expect(breachesOf({ 'packages/core/src/weather/rain.ts': `export {};` })).to.contain(
      'packages/core/src/weather has no floor',
    );
    expect(breachesOf({ 'packages/cluster/src/lease.ts': `export {};` })).to.contain('packages/cluster has no row');
  });

  it('keep the network and the file system out of core, with and without the node: prefix', () => {
    expect(breachesOf({ 'packages/core/src/a.ts': `import { connect } from 'node:net';` })).to.contain(
      'must do without',
    );
    expect(breachesOf({ 'packages/core/src/a.ts': `import type { Stats } from 'fs';` })).to.contain('must do without');
  });

  it('refuse a path that leads nowhere', () => {
    expect(breachesOf({ 'packages/transport/src/a.ts': `import './gone.js';` })).to.contain(
      'there is no packages/transport/src/gone.ts',
    );
  });
});
