import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readConsumerProfile } from './consumer-profile.js';

describe('readConsumerProfile', () => {
  it('reads what the platform documents, and keeps the rest', () => {
    const raw = {
      userId: '3b1c',
      firstName: 'Ann',
      lastName: 'Lee',
      avatarUrl: '',
      privateData: { mobileNum: '+100', email: 'a@example.org' },
      claims: { iss: 'https://idp.example.org', lp_sdes: [{ type: 'ctmrinfo' }] },
      acr: 'loa1',
      authenticatedData: { lp_sdes: [{ type: 'personal' }, 7] },
    };
    expect(readConsumerProfile(raw)).to.deep.equal({
      userId: '3b1c',
      firstName: 'Ann',
      lastName: 'Lee',
      email: 'a@example.org',
      phone: '+100',
      acr: 'loa1',
      issuer: 'https://idp.example.org',
      claims: [{ type: 'ctmrinfo' }],
      authenticated: [{ type: 'personal' }],
      raw,
    });
  });

  it('reads the older name of an address', () => {
    expect(readConsumerProfile({ privateData: { mail: 'a@example.org' } })?.email).to.equal('a@example.org');
  });

  it('takes anything of any type, and nothing that is no profile', () => {
    const odd: unknown = JSON.parse(
      '{ "__proto__": { "firstName": "x" }, "firstName": 7, "claims": [], "privateData": null }',
    );
    expect(readConsumerProfile(odd)).to.deep.include({ claims: [], authenticated: [] }).and.not.have.key('firstName');
    expect([readConsumerProfile('a'), readConsumerProfile(null)]).to.deep.equal([undefined, undefined]);
  });
});
