import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { csdsAddress } from './csds-address.js';
import { type DestinationOptions, destinations } from './destinations.js';
import { trusts } from './trust.js';

const remote = csdsAddress('api.liveperson.net');
const local = csdsAddress('http://127.0.0.1:8080');

describe('destinations', () => {
  it("trusts LivePerson's own domains by default", () => {
    const { trust } = destinations(remote, {});
    const hosts = [
      'a.liveperson.net',
      'a.liveperson.com',
      'a.lpsnmedia.net',
      'a.liveper.sn',
      'a.example.com',
      '127.0.0.1',
    ];
    expect(hosts.filter((host) => trusts(trust, host))).to.deep.equal(hosts.slice(0, 4));
  });

  it('trusts loopback alone when the domain service is on loopback', () => {
    const { trust } = destinations(local, {});
    expect(['127.0.0.1:9', 'localhost:9', 'a.liveperson.net'].map((host) => trusts(trust, host))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('replaces the default by the trusted domains of the owner', () => {
    const { trust } = destinations(remote, { trustedDomains: ['Example.com'] });
    expect(['a.example.com', 'a.liveperson.net'].map((host) => trusts(trust, host))).to.deep.equal([true, false]);
  });

  it('trusts the host of an override exactly as it was given', () => {
    const { trust, overrides } = destinations(remote, { domains: { agentVep: '10.0.0.7:8443' } });
    expect([...overrides]).to.deep.equal([['agentVep', '10.0.0.7:8443']]);
    expect(['10.0.0.7:8443', '10.0.0.7'].map((host) => trusts(trust, host))).to.deep.equal([true, false]);
  });

  const wrong: readonly (readonly [string, DestinationOptions])[] = [
    ['trustedDomains[1]', { trustedDomains: ['example.com', 'net'] }],
    ['trustedDomains[0]', { trustedDomains: ['*.example.com'] }],
    ['trustedDomains[0]', { trustedDomains: ['.example.com'] }],
    ['trustedDomains[0]', { trustedDomains: ['10.0.0.1'] }],
    ['trustedDomains[0]', { trustedDomains: ['example.com:443'] }],
    ['trustedDomains[0]', { trustedDomains: [''] }],
    ['domains.agentVep', { domains: { agentVep: 'https://va.liveperson.net' } }],
    ['domains.agentVep', { domains: { agentVep: 'user@va.liveperson.net' } }],
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} of ${JSON.stringify(options)}`, () => {
      expect(() => destinations(remote, options))
        .to.throw(ConfigurationError)
        .with.property('option', option);
    });
  }

  it('refuses an override beyond loopback while connections are plain', () => {
    expect(() => destinations(local, { domains: { agentVep: 'va.agentvep.liveperson.net' } }))
      .to.throw(ConfigurationError, 'in the clear')
      .with.property('option', 'domains.agentVep');
  });
});
