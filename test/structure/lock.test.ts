import { expect } from 'chai';
import { describe, it } from 'mocha';
import { textOf } from '../repository.js';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

describe('package-lock.json', () => {
  it('names the binaries of every platform, without which `npm ci` refuses it', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as Lock;
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !(`node_modules/${name}` in packages));
    expect(missing, 'run `node scripts/complete-lock.mjs`').to.deep.equal([]);
  });
});
