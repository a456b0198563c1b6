import { ConfigurationError, PlatformUnavailableError, Secrets } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { complaint } from './complaint.js';

const secrets = new Secrets(['canary-secret']);

describe('A complaint on standard error', () => {
  it('is one line without a stack for a mistake', () => {
    const error = new ConfigurationError('ca', 'The option ca is empty.\nGive one.');
    const text = complaint('EchoBot', error, secrets);
    expect(text).to.equal('EchoBot: The option ca is empty.\\nGive one. [ConfigurationError]\n');
  });

  it('holds the stacks of a failure and of its causes', () => {
    const error = new PlatformUnavailableError('No answer.', undefined, undefined, { cause: new Error('root') });
    const text = complaint('EchoBot', error, secrets);
    expect(text).to.match(/^EchoBot: \w*Error: No answer\.\n\s+at /);
    expect(text).to.match(/\ncaused by Error: root\n\s+at /);
  });

  it('holds no secret, wherever it stands', () => {
    const error = new TypeError('canary-secret', { cause: new Error('Bearer canary-secret') });
    expect(complaint('EchoBot', error, secrets)).not.to.include('canary');
    expect(complaint('EchoBot', new ConfigurationError('x', 'canary-secret'), secrets)).not.to.include('canary');
  });

  it('ends for causes that go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(complaint('EchoBot', error, secrets).match(/round/g)).to.have.length(5);
  });

  it('survives what is no error', () => {
    for (const thrown of [undefined, null, 'canary-secret', 7]) {
      expect(complaint('EchoBot', thrown, secrets))
        .to.match(/^EchoBot: .+\n$/)
        .and.not.include('canary');
    }
  });
});
