import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { csdsAddress } from './csds-address.js';

describe('csdsAddress', () => {
  for (const [option, origin, loopback, insecure] of [
    ['api.liveperson.net', 'https://api.liveperson.net', false, false],
    ['https://api.liveperson.net/', 'https://api.liveperson.net', false, false],
    ['api.liveperson.net:8443', 'https://api.liveperson.net:8443', false, false],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', true, true],
    ['http://127.9.9.9', 'http://127.9.9.9', true, true],
    ['HTTP://LocalHost:8080/', 'http://localhost:8080', true, true],
    ['http://[::1]:8080', 'http://[::1]:8080', true, true],
    ['http://localhost:443', 'http://localhost:443', true, true],
    ['localhost:8443', 'https://localhost:8443', true, false],
  ] as const) {
    it(`reads ${option} as ${origin}`, () => expect(csdsAddress(option)).to.deep.equal({ origin, loopback, insecure }));
  }

  for (const option of [
    '',
    'http://api.liveperson.net',
    'http://10.0.0.1',
    'http://128.0.0.1',
    'http://localhost.evil.com',
    'http://127.0.0.1.evil.com',
    'https://user:pw@api.liveperson.net',
    'https://api.liveperson.net/api',
    'https://api.liveperson.net?x=1',
    'https://api.liveperson.net#x',
    'ftp://api.liveperson.net',
    'https://',
    'api.liveperson.net:0',
  ]) {
    it(`refuses ${JSON.stringify(option)} by the name of the option`, () => {
      expect(() => csdsAddress(option))
        .to.throw(ConfigurationError)
        .with.property('option', 'csds');
    });
  }

  it('does not repeat what it refuses, since it may hold a password', () => {
    expect(() => csdsAddress('https://bot:hunter2@api.liveperson.net')).to.throw(/^((?!hunter2).)*$/);
  });
});
