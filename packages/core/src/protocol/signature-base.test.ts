import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  hashOf,
  normalizedParameters,
  type Oauth1Method,
  type Oauth1Secrets,
  percentEncode,
  signatureBase,
  signingKey,
} from './signature-base.js';
import { bases, encodings, literals, normalizations, wholeRequests } from './oauth1-vectors.test.support.js';

const oauth1Signature = (base: string, method: Oauth1Method, secrets: Oauth1Secrets): string =>
  createHmac(hashOf(method), signingKey(secrets)).update(base).digest('base64');

describe('The signature of OAuth 1.0', () => {
  for (const [plain, encoded] of encodings) {
    it(`R05 encodes ${JSON.stringify(plain)} as ${encoded}`, () => {
      expect(percentEncode(plain)).to.equal(encoded);
    });
  }

  for (const { given, normalized } of normalizations) {
    it(`R05 normalizes ${given}`, () => {
      expect(normalizedParameters([...new URLSearchParams(given)])).to.equal(normalized);
    });
  }

  for (const { method, url, parameters, base } of bases) {
    it(`R05 makes the base of ${method} ${url}`, () => {
      expect(signatureBase({ method, url, parameters: [...new URLSearchParams(parameters)] })).to.equal(base);
    });
  }

  for (const { id, base, method, signature, ...secrets } of literals) {
    it(`R05 signs the example ${id}`, () => {
      expect(oauth1Signature(base, method, secrets)).to.equal(signature);
    });
  }

  for (const { id, base, signature, method, url, parameters, ...secrets } of wholeRequests) {
    it(`R05 signs the request ${id}`, () => {
      const made = signatureBase({ method, url, parameters });
      if (base !== undefined) expect(made).to.equal(base);
      const algorithm = parameters.some(([, value]) => value === 'HMAC-SHA256') ? 'HMAC-SHA256' : 'HMAC-SHA1';
      expect(oauth1Signature(made, algorithm, secrets)).to.equal(signature);
    });
  }

  it('R05 takes the parameters of the query as if they stood beside it', () => {
    const beside = signatureBase({ method: 'get', url: 'HTTPS://Host.Test:443/a', parameters: [['v', '4.0']] });
    expect(signatureBase({ method: 'GET', url: 'https://host.test/a?v=4.0#part', parameters: [] })).to.equal(beside);
  });
});
