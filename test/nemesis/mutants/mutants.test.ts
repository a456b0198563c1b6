import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.js';
import { addressOf, mutate } from './mutate.js';

describe('The mutants', () => {
  for (const mutant of mutants) {
    it(`${mutant.name} still differs from the core as it is`, () => {
      for (const address of new Set(mutant.patches.map(addressOf))) {
        const source = readFileSync(fileURLToPath(address), 'utf8');
        expect(mutate(mutant, address, source)).to.not.equal(source);
      }
    });
  }

  it('refuse a core in which the place to change is gone', () => {
    for (const mutant of mutants) {
      const [patch] = mutant.patches;
      if (patch === undefined) throw new Error(`${mutant.name} changes nothing.`);
      expect(() => mutate(mutant, addressOf(patch), 'export {};')).to.throw(mutant.name);
    }
  });

  it('leave other modules alone', () => {
    for (const mutant of mutants) expect(mutate(mutant, 'file:///other.js', 'export {};')).to.equal('export {};');
  });
});
