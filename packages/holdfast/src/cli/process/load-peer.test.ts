import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadPeer } from './load-peer.js';

const failing = (message: string, code: string) => (): Promise<never> =>
  Promise.reject(Object.assign(new Error(message), { code }));

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('An optional package', () => {
  it('is given when it is there', async () => {
    expect(await loadPeer('x', () => Promise.resolve(7))).to.equal(7);
  });

  it('is named with the command that installs it when it is missing', async () => {
    const load = failing("Cannot find package '@holdfast/none' imported from here", 'ERR_MODULE_NOT_FOUND');
    const error = await rejection(loadPeer('@holdfast/none', load));
    expect(error).to.be.instanceOf(ConfigurationError);
    expect(String(error)).to.include('npm install --save-dev @holdfast/none');
  });

  it('is recognized as missing by what Node.js really says', async () => {
    const name = '@holdfast/is-not-there';
    expect(await rejection(loadPeer(name, () => import(name)))).to.be.instanceOf(ConfigurationError);
  });

  it('is not blamed for a package that it misses itself, nor for a failure of its own', async () => {
    const missing = failing("Cannot find package 'ws' imported from @holdfast/none", 'ERR_MODULE_NOT_FOUND');
    expect(await rejection(loadPeer('@holdfast/none', missing))).not.to.be.instanceOf(ConfigurationError);
    expect(await rejection(loadPeer('x', failing("'x' is broken", 'ERR_OTHER')))).to.have.property('code', 'ERR_OTHER');
  });
});
