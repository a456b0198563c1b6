import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { readCertificates } from './certificates.js';
import { ownAuthority } from './own-authority.test.support.js';

describe('The option ca', () => {
  let cert = '';
  before(() => {
    ({ cert } = ownAuthority());
  });

  it('is one certificate, a bundle, a Buffer or a list of these', () => {
    const bytes = Buffer.from(cert);
    expect(readCertificates(cert)).to.deep.equal([cert]);
    expect(readCertificates(`# mine\n${cert}\n${cert}`)).to.have.length(1);
    expect(readCertificates(bytes)).to.deep.equal([bytes]);
    expect(readCertificates([cert, bytes])).to.deep.equal([cert, bytes]);
  });

  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  for (const [what, given] of [
    ['the path of a file', '/etc/ssl/own.pem'],
    ['a broken certificate', broken],
    ['an empty text', ''],
    ['an empty list', []],
    ['a number', 7],
    ['a list with something else in it', [7]],
  ] as const) {
    it(`is refused as ${what}, which Node.js would drop in silence`, () => {
      expect(() => readCertificates(given))
        .to.throw(ConfigurationError)
        .with.property('option', 'ca');
    });
  }

  it('is refused if one certificate of a bundle is broken', () => {
    expect(() => readCertificates(`${cert}\n${broken}`)).to.throw(ConfigurationError, 'cannot be read');
  });
});
