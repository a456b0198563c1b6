import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readProxy } from './proxy-option.js';

const CANARY = 'canary-proxy-password';

describe('The option proxy', () => {
  it('is a URL, with a port of its own or the usual one', () => {
    expect(readProxy('http://proxy.test:3128')).to.include({ secure: false, host: 'proxy.test', port: 3_128 });
    expect(readProxy('http://proxy.test/')).to.include({ secure: false, port: 80 });
    expect(readProxy('https://proxy.test')).to.include({ secure: true, port: 443 });
    expect(readProxy('http://[fd00::7]:3128')).to.include({ host: 'fd00::7' });
  });

  it('means http where the environment names a host alone, as curl takes it', () => {
    expect(readProxy('proxy.test:3128')).to.include({ secure: false, host: 'proxy.test', port: 3_128 });
  });

  it('holds a user and a password, with escapes for what a URL cannot hold', () => {
    const { authorization = '', secrets } = readProxy('http://me:p%40ss%3Aword@proxy.test');
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).to.equal('me:p@ss:word');
    expect(secrets).to.include.members(['p@ss:word', 'p%40ss%3Aword']);
  });

  it('sends no authorization where there is no user', () => {
    expect(readProxy('http://proxy.test')).not.to.have.property('authorization');
  });

  const faults: readonly (readonly [what: string, given: unknown, option: string])[] = [
    ['no URL', 'http://', 'proxy'],
    ['an empty text', '', 'proxy'],
    ['a number', 3_128, 'proxy'],
    ['an object without a url', { noProxy: '*' }, 'proxy'],
    ['another protocol', `socks5://me:${CANARY}@proxy.test`, 'proxy'],
    ['a path', `http://me:${CANARY}@proxy.test/pac`, 'proxy'],
    ['a broken escape', `http://me:${CANARY}%zz@proxy.test`, 'proxy'],
    ['an unknown field', { url: `http://me:${CANARY}@proxy.test`, no_proxy: '*' }, 'proxy.no_proxy'],
    ['a wrong loopback', { url: `http://me:${CANARY}@proxy.test`, loopback: 'yes' }, 'proxy.loopback'],
  ];
  for (const [what, given, option] of faults) {
    it(`refuses ${what}, naming ${option} and no password`, () => {
      let caught: unknown;
      try {
        readProxy(given);
      } catch (error) {
        caught = error;
      }
      expect(caught).to.be.instanceOf(ConfigurationError).with.property('option', option);
      expect(String(caught)).not.to.include(CANARY);
    });
  }
});
