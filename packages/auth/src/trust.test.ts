import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Trust, trusts } from './trust.js';

const trust: Trust = {
  suffixes: ['liveperson.net', 'liveper.sn'],
  hosts: new Set(['gateway.example.org:8443', '10.0.0.7']),
  loopback: false,
  insecure: false,
};
const local: Trust = { ...trust, loopback: true };
const plain: Trust = { ...local, insecure: true };

describe('trusts', () => {
  for (const host of [
    'liveperson.net',
    'va.agentvep.liveperson.net',
    'VA.AgentVep.LivePerson.NET',
    'va.agentvep.liveperson.net.',
    'va.agentvep.liveperson.net:443',
    'xn--bcher-kva.liveperson.net',
    'gateway.example.org:8443',
    'GATEWAY.example.org:8443',
    '10.0.0.7',
  ]) {
    it(`trusts ${host}`, () => expect(trusts(trust, host)).to.equal(true));
  }

  for (const host of [
    '',
    '.',
    'net',
    'evilliveperson.net',
    'liveperson.net.evil.com',
    'liveperson.net..',
    '.liveperson.net',
    'a..liveperson.net',
    '-a.liveperson.net',
    'va.liveperson.net:8443',
    'va.liveperson.net:80',
    'va.liveperson.net:0',
    'va.liveperson.net:99999',
    'va.liveperson.net:',
    'gateway.example.org',
    'gateway.example.org:443',
    'user@va.liveperson.net',
    'user:pw@va.liveperson.net',
    'evil.com#.liveperson.net',
    'evil.com/.liveperson.net',
    'evil.com\\.liveperson.net',
    'evil.com?.liveperson.net',
    'evil.com%2f.liveperson.net',
    'evil.com\t.liveperson.net',
    'evil.com\n.liveperson.net',
    ' va.liveperson.net',
    'va.liveperson.net\n',
    'https://va.liveperson.net',
    'va.liveperson。net',
    'va.liveperson․net',
    'va.livepersοn.net',
    'va.ⓛiveperson.net',
    'va\u200b.liveperson.net',
    '127.0.0.1',
    '127.0.0.1:443',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0x7f000001',
    '10.0.0.8',
    '169.254.169.254',
    '[::1]',
    '::1',
    '[::ffff:127.0.0.1]',
    'localhost',
    'localhost.liveperson.net.evil.com',
    'a'.repeat(64) + '.liveperson.net',
    'a.'.repeat(130) + 'liveperson.net',
  ]) {
    it(`does not trust ${JSON.stringify(host.slice(0, 60))}`, () => expect(trusts(trust, host)).to.equal(false));
  }

  for (const host of ['127.0.0.1:8080', '127.255.0.9', 'localhost', 'localhost:1', 'LOCALHOST', '[::1]:8080']) {
    it(`trusts ${host} only while loopback is trusted`, () => {
      expect(trusts(local, host)).to.equal(true);
      expect(trusts(trust, host)).to.equal(false);
    });
  }

  it('never takes another address for loopback', () => {
    for (const host of [
      '128.0.0.1',
      '10.0.0.1',
      '[::2]',
      '[::ffff:127.0.0.1]',
      'localhost.evil.com',
      '127.0.0.1.evil.com',
      '127.1',
    ]) {
      expect(trusts(local, host), host).to.equal(false);
    }
  });

  it('trusts nothing but loopback over plain connections', () => {
    for (const host of ['va.liveperson.net', 'gateway.example.org:8443', '10.0.0.7']) {
      expect(trusts(plain, host), host).to.equal(false);
    }
    expect(trusts(plain, '127.0.0.1:8080')).to.equal(true);
  });

  it('trusts only what a URL parser takes for a trusted host, too', () => {
    const piece = fc.constantFrom(
      'liveperson.net',
      'evil.com',
      '.',
      '@',
      ':',
      '/',
      '\\',
      '#',
      '?',
      '%2e',
      '443',
      '。',
      ' ',
      'a',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const host = pieces.join('');
        if (!trusts(trust, host)) return;
        const { hostname, port, username, pathname } = new URL(`https://${host}`);
        expect(hostname.replace(/\.$/, '')).to.match(/(^|\.)liveperson\.net$/);
        expect([port, username, pathname]).to.deep.equal(['', '', '/']);
      }),
      { numRuns: 2_000 },
    );
  });
});
