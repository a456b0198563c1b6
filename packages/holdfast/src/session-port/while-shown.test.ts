import { ConsoleMissingError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadConsole } from './while-shown.js';

const failing = (message: string): Promise<never> =>
  Promise.reject(Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' }));

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('The package of the session port', () => {
  it('is loaded when it is there', async () => {
    expect((await loadConsole()).serveSession).to.be.a('function');
  });

  it('is named, with the command that installs it, when it is missing', async () => {
    const error = await failureOf(
      loadConsole(() => failing("Cannot find package '@holdfast/console' imported from x")),
    );
    expect(error).to.be.instanceOf(ConsoleMissingError).and.to.include({ code: 'CONSOLE_MISSING', transient: false });
    expect(String(error)).to.contain('npm install @holdfast/console');
  });

  it('is not blamed for what it misses itself', async () => {
    const error = await failureOf(
      loadConsole(() => failing("Cannot find package 'x' imported from @holdfast/console")),
    );
    expect(error).not.to.be.instanceOf(ConsoleMissingError);
  });
});
