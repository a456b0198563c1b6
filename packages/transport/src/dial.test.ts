import { expect } from 'chai';
import { describe, it } from 'mocha';
import { troubleWith } from './dial.js';

describe('troubleWith', () => {
  for (const url of ['', 'not a url', 'http://host/', 'https://host/', 'file:///etc/passwd', 'ws+unix:/tmp/x']) {
    it(`refuses the address "${url}"`, () => expect(troubleWith(url, undefined)).to.have.property('option', 'url'));
  }

  it('does not quote the address', () => {
    expect(troubleWith('http://host/canary-bearer', undefined)?.message).not.to.include('canary');
  });

  const unverified: readonly (readonly [string, string | undefined, boolean])[] = [
    ['wss://va.msg.liveperson.net/', '0', true],
    ['wss://localhost.evil.example/', '0', true],
    ['wss://127.0.0.1.evil.example/', '0', true],
    ['wss://va.msg.liveperson.net/', '1', false],
    ['wss://va.msg.liveperson.net/', undefined, false],
    ['wss://localhost:8443/', '0', false],
    ['wss://127.0.0.1:8443/', '0', false],
    ['wss://[::1]:8443/', '0', false],
    ['ws://127.0.0.1:8080/', '0', false],
  ];
  for (const [url, variable, refused] of unverified) {
    it(`${refused ? 'refuses' : 'allows'} ${url} with NODE_TLS_REJECT_UNAUTHORIZED=${variable ?? '(unset)'}`, () => {
      const trouble = troubleWith(url, variable);
      if (refused) expect(trouble).to.have.property('option', 'NODE_TLS_REJECT_UNAUTHORIZED');
      else expect(trouble).to.equal(undefined);
    });
  }
});
