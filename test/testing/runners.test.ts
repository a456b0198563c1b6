import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ran } from './ran.js';

const programs = 'test/dist/testing/programs';

const runners: readonly { readonly name: string; readonly line: string; readonly replayed: string }[] = [
  {
    name: 'mocha',
    line: `npx mocha ${programs}/under-mocha.js`,
    replayed: `HOLDFAST_SEED=7 npx mocha ${programs}/under-mocha.js -g 'A bot under mocha \\(fails\\)'`,
  },
  {
    name: 'mocha in a process of its own',
    line: `npx mocha --enable-source-maps ${programs}/under-mocha.js`,
    replayed: `HOLDFAST_SEED=7 npx mocha --enable-source-maps ${programs}/under-mocha.js -g 'A bot under mocha \\(fails\\)'`,
  },
  {
    name: 'node:test',
    line: `node --test ${programs}/under-node-test.js`,
    replayed: `HOLDFAST_SEED=7 node --test-name-pattern '\\(fails\\)' ${programs}/under-node-test.js`,
  },
];

describe('The test kit', () => {
  for (const { name, line, replayed } of runners) {
    it(`works under ${name}: in virtual and in real time, with the line that replays what fails`, async () => {
      const { code, output } = await ran(line);
      expect(code, output).to.equal(1);
      expect(output)
        .to.match(/(?:^# pass 2$|^ *2 passing)/m)
        .and.match(/(?:^# fail 1$|^ *1 failing)/m);
      expect(output).to.include('The consumer did not hear "Good day."');
      expect(output).to.include(replayed);
    }).timeout(30_000);
  }
});
