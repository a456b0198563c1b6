import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { sessionPortFrom } from './session-port-from.js';

const from = (value: string) => sessionPortFrom({ HOLDFAST_SESSION_PORT: value });

describe('The session port of the environment', () => {
  it('is none unless the variable says so', () => {
    expect([sessionPortFrom({}), from(''), from(' ')]).to.deep.equal([undefined, undefined, undefined]);
  });

  it('is the number of a port', () => {
    expect([from('0'), from('4711'), from(' 65535 ')]).to.deep.equal([0, 4_711, 65_535]);
  });

  it('is refused by name when it is something else', () => {
    for (const value of ['x', '-1', '65536', '4711.5', '0x10', '1e3', '999999']) {
      expect(() => from(value), value).to.throw(ConfigurationError, 'HOLDFAST_SESSION_PORT');
    }
  });
});
