import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConfigurationError } from '../errors/configuration.js';
import { type PartialSessionOptions, sessionDefaults, sessionOptions } from './options.js';

/** As an author without a type checker may write it. */
const untyped = (given: object): PartialSessionOptions => given;

describe('sessionOptions', () => {
  it('gives the defaults when nothing is given', () => {
    expect(sessionOptions()).to.deep.equal(sessionDefaults);
  });

  it('replaces what is given and keeps the rest, within a section too', () => {
    const options = sessionOptions({ refresh: { every: 60_000 }, timeouts: { close: 0 } });
    expect(options.refresh).to.deep.equal({ every: 60_000 });
    expect(options.timeouts).to.deep.equal({ ...sessionDefaults.timeouts, close: 0 });
    expect(options.reconnect).to.deep.equal(sessionDefaults.reconnect);
  });

  it('never changes the defaults', () => {
    const before = structuredClone(sessionDefaults);
    sessionOptions({ reconnect: { windows: [[0, 1]], settle: 1 } });
    expect(sessionDefaults).to.deep.equal(before);
  });

  it('takes Infinity for never', () => {
    expect(sessionOptions({ refresh: { every: Infinity } }).refresh.every).to.equal(Infinity);
  });

  it('takes every section of the defaults as its own option', () => {
    for (const [name, section] of Object.entries<unknown>({ ...sessionDefaults })) {
      expect(sessionOptions(untyped({ [name]: section })), name).to.deep.equal(sessionDefaults);
    }
  });

  const wrong: readonly (readonly [string, object, string, RegExp])[] = [
    ['an unknown section', { retries: {} }, 'session.retries', /Known here: timeouts, liveness/],
    ['an unknown option', { refresh: { after: 1 } }, 'session.refresh.after', /Known here: every/],
    ['a name of the prototype', { toString: {} }, 'session.toString', /not an option/],
    ['a number where a section belongs', { refresh: 60_000 }, 'session.refresh', /object of every/],
    ['a text', { refresh: { every: '5 min' } }, 'session.refresh.every', /it is a string/],
    ['nothing', { refresh: { every: undefined } }, 'session.refresh.every', /it is a undefined/],
    ['a negative duration', { timeouts: { stage: -1 } }, 'session.timeouts.stage', /it is -1/],
    ['not a number', { queue: { limit: Number.NaN } }, 'session.queue.limit', /it is NaN/],
    ['more than a timer can wait', { refresh: { every: 2 ** 31 } }, 'session.refresh.every', /2147483647/],
    ['no windows', { reconnect: { windows: [] } }, 'session.reconnect.windows', /list of windows/],
    ['a window that runs backwards', { reconnect: { windows: [[2, 1]] } }, 'session.reconnect.windows', /from ≤ to/],
    ['an endless window', { login: { refusedWindows: [[0, Infinity]] } }, 'session.login.refusedWindows', /windows/],
    ['a list with a hole', { rest: { retryDelays: [1, undefined] } }, 'session.rest.retryDelays', /list of millisec/],
  ];
  for (const [what, given, option, text] of wrong) {
    it(`refuses ${what}, and names it`, () => {
      expect(() => sessionOptions(untyped(given)))
        .to.throw(ConfigurationError, text)
        .that.includes({ option, code: 'CONFIGURATION' });
    });
  }
});
