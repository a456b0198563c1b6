import { PlatformUnavailableError, Secrets } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { failureText } from './failure-text.js';

const terms = { secrets: new Secrets(['canary-secret']), stack: false };

describe('What a failed command says', () => {
  it('is the message and the code of an error of Holdfast, also of one that may pass', () => {
    const error = new PlatformUnavailableError('Account 1: no answer. Try later.', 503);
    expect(failureText('holdfast x', error, terms)).to.equal(
      'holdfast x: Account 1: no answer. Try later. [PLATFORM_UNAVAILABLE]\n',
    );
  });

  it('is one line that leads to the stack for anything else', () => {
    expect(failureText('holdfast x', new TypeError('x is not a function'), terms)).to.equal(
      'holdfast x: It failed unexpectedly (TypeError: x is not a function). Add --stack to see where.\n',
    );
    expect(failureText('holdfast x', 'canary-secret', terms)).to.include('thrown: string');
  });

  it('holds the stacks of the error and its causes when they were asked for', () => {
    const error = new TypeError('outer', { cause: new Error('canary-secret') });
    const text = failureText('holdfast x', error, { ...terms, stack: true });
    expect(text)
      .to.match(/^holdfast x: TypeError: outer\n +at /)
      .and.include('caused by Error: [redacted]');
  });

  it('never holds a secret', () => {
    const error = new TypeError('canary-secret', { cause: new Error('canary-secret') });
    for (const stack of [true, false]) {
      expect(failureText('canary-secret', error, { ...terms, stack })).not.to.include('canary');
    }
  });
});
