import {
  createDecipheriv,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  verify,
} from 'node:crypto';
import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { brandToken, type BrandTokenOptions } from './brand-token.js';

const pemOf = (key: KeyObject): string =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
const brand = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const platform = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const short = generateKeyPairSync('rsa', { modulusLength: 1_024 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const token = (more: Partial<BrandTokenOptions> = {}): Promise<string> =>
  brandToken({ privateKey: pemOf(brand.privateKey), issuer: 'i', subject: 's', issuedAt: 1_700_000_000_999, ...more });

const partsOf = (text: string): readonly Buffer[] => text.split('.').map((part) => Buffer.from(part, 'base64url'));
const jsonOf = (part: Buffer | undefined): unknown => JSON.parse(String(part));

const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

// That a library of others reads these tokens, the simulator shows: R39 and R42 in test/services.
describe('brandToken', () => {
  it('signs its claims, which nothing among them replaces', async () => {
    const text = await token({ claims: { given_name: 'ü', iss: 'x', exp: 1 }, keyId: 'k1', lifetime: 60_000 });
    const [header, claims, signature = Buffer.alloc(0)] = partsOf(text);
    expect(jsonOf(header)).to.deep.equal({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
    const times = { iat: 1_700_000_000, exp: 1_700_000_060 };
    expect(jsonOf(claims)).to.deep.equal({ given_name: 'ü', iss: 'i', sub: 's', ...times });
    const input = Buffer.from(text.slice(0, text.lastIndexOf('.')));
    expect(verify('sha256', input, createPublicKey(brand.privateKey), signature)).to.equal(true);
  });

  it('names no key that it was given no name for', async () => {
    expect(jsonOf(partsOf(await token())[0])).to.deep.equal({ alg: 'RS256', typ: 'JWT' });
  });

  it('seals a token with a key of its own each time, and whoever changes it is found out', async () => {
    const encryptFor = { publicKey: pemOf(platform.publicKey), keyId: 'k2' };
    const sealed = [await token({ encryptFor }), await token({ encryptFor })];
    const opened = sealed.map((text) => {
      const [header, key = Buffer.alloc(0), nonce = Buffer.alloc(0), body = Buffer.alloc(0), tag = Buffer.alloc(0)] =
        partsOf(text);
      expect(jsonOf(header)).to.deep.equal({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT', kid: 'k2' });
      const contentKey = privateDecrypt({ key: platform.privateKey, oaepHash: 'sha256' }, key);
      const decipher = createDecipheriv('aes-256-gcm', contentKey, nonce).setAuthTag(tag);
      decipher.setAAD(Buffer.from(text.slice(0, text.indexOf('.'))));
      return {
        contentKey: contentKey.toString('hex'),
        text: `${decipher.update(body, undefined, 'utf8')}${decipher.final('utf8')}`,
      };
    });
    expect(opened.map(({ text }) => text)).to.deep.equal([await token(), await token()]);
    expect(opened[0]?.contentKey).not.to.equal(opened[1]?.contentKey);
  });

  it('takes a public key in one line', async () => {
    const publicKey = pemOf(platform.publicKey).replaceAll(/-----[^-]*-----|\s/g, '');
    expect((await token({ encryptFor: { publicKey } })).split('.')).to.have.length(5);
  });

  for (const [name, key] of [
    ['no key', 'canary'],
    ['a public key', pemOf(brand.publicKey)],
    ['a key of another kind', pemOf(curve.privateKey)],
    ['too short', pemOf(short.privateKey)],
  ] as const) {
    it(`names the private key that is ${name}, and nothing of it`, async () => {
      const error = await refusal(token({ privateKey: key }));
      expect(error).to.be.instanceOf(ConfigurationError).with.property('option', 'privateKey');
      expect(String(error)).not.to.include('canary');
      expect(error).not.to.have.property('cause');
    });
  }

  for (const [name, publicKey] of [
    ['no key', 'canary'],
    ['a private key', pemOf(platform.privateKey)],
    ['a key of another kind', pemOf(curve.publicKey)],
    ['too short', pemOf(short.publicKey)],
  ] as const) {
    it(`names the public key that is ${name}`, async () => {
      const error = await refusal(token({ encryptFor: { publicKey } }));
      expect(error).to.be.instanceOf(ConfigurationError).with.property('option', 'encryptFor.publicKey');
    });
  }
});
