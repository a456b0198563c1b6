import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rootCertificates } from 'node:tls';
import { trustContext } from './trust-context.js';

const [one = '', other = ''] = rootCertificates;

describe('trustContext', () => {
  it('is one for all who trust the same', () => {
    expect(trustContext(undefined)).to.equal(trustContext(undefined));
    expect(trustContext(one)).to.equal(trustContext([Buffer.from(one)]));
    expect(trustContext([one, other])).to.equal(trustContext([one, other]));
  });

  it('is never shared by those who trust others', () => {
    const different = [undefined, one, other, [one, other]].map(trustContext);
    expect(new Set(different)).to.have.property('size', 4);
  });
});
