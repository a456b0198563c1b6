import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { processLogger } from './process-logger.js';

describe('processLogger', () => {
  const level = process.env['LOG_LEVEL'];
  afterEach(() => {
    if (level === undefined) delete process.env['LOG_LEVEL'];
    else process.env['LOG_LEVEL'] = level;
  });

  it('is one for all bots, until the environment asks for another level', () => {
    process.env['LOG_LEVEL'] = 'error';
    const quiet = processLogger();
    expect(processLogger()).to.equal(quiet);
    process.env['LOG_LEVEL'] = 'debug';
    expect(processLogger()).not.to.equal(quiet);
  });
});
