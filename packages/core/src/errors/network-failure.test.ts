import { expect } from 'chai';
import { describe, it } from 'mocha';
import { failureCause, failureCode } from './network-failure.js';

const failure = (code: unknown, cause?: unknown): Error => Object.assign(new Error('to 10.0.0.1', { cause }), { code });

describe('The code of a failure below HTTP', () => {
  it('is that of the error, or of what lies behind it', () => {
    expect(failureCode(failure('ECONNRESET'))).to.equal('ECONNRESET');
    expect(failureCode(failure(undefined, failure(7, failure('CERT_HAS_EXPIRED'))))).to.equal('CERT_HAS_EXPIRED');
  });

  it('is UNKNOWN for what has none, for a text in its place, and for causes without an end', () => {
    const circle = new Error('round');
    circle.cause = circle;
    for (const error of [undefined, 'ECONNRESET', new Error('x'), failure('reset by 10.0.0.1'), circle]) {
      expect(failureCode(error)).to.equal('UNKNOWN');
    }
  });

  it('is all that a cause tells', () => {
    const cause = failureCause(failureCode(failure('EPIPE')));
    expect(cause).to.include({ code: 'EPIPE', message: 'network failure EPIPE' });
  });
});
