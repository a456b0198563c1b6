import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConfigurationError } from '../errors/configuration.js';
import { assertWindows, type Window, windowOf } from './window.js';

const windows: readonly Window[] = [
  [0, 10],
  [10, 20],
];

describe('windowOf', () => {
  it('repeats the last window for ever', () => {
    expect([1, 2, 3, 1_000_000].map((attempt) => windowOf(attempt, windows)[0])).to.deep.equal([0, 10, 10, 10]);
  });

  it('takes an attempt before the first one as the first', () => {
    expect(windowOf(0, windows)).to.equal(windows[0]);
  });

  it('throws rather than retry without a wait', () => {
    expect(() => windowOf(1, [])).to.throw(RangeError);
    expect(() => windowOf(Number.NaN, windows)).to.throw(RangeError);
  });
});

describe('assertWindows', () => {
  it('accepts windows that can be kept', () => {
    expect(() => assertWindows(windows, 'session.reconnect.windows')).not.to.throw();
  });

  const unfit: readonly (readonly Window[])[] = [[], [[-1, 5]], [[5, 4]], [[Number.NaN, 5]], [[0, Infinity]]];
  for (const list of unfit) {
    it(`names the option that holds ${JSON.stringify(list)}`, () => {
      expect(() => assertWindows(list, 'session.reconnect.windows'))
        .to.throw(ConfigurationError, 'session.reconnect.windows')
        .with.property('option', 'session.reconnect.windows');
    });
  }
});
