import {
  constants,
  createCipheriv,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  sign,
} from 'node:crypto';
import { promisify } from 'node:util';
import { ConfigurationError } from '@holdfast/core/internal';
import type { JsonObject } from '@holdfast/core/protocol';

export interface BrandKey {
  /** The brand's private RSA key, PKCS #8 in PEM. */
  readonly privateKey: string;
  /** Which of the brand's keys it is, where it publishes several. */
  readonly keyId?: string;
}

export interface BrandTokenOptions extends BrandKey {
  /** The brand's own name for itself, as its account is configured. */
  readonly issuer: string;
  /** The consumer, by an id that stays and that nobody can guess. */
  readonly subject: string;
  /** Milliseconds. @default 3_600_000 */
  readonly lifetime?: number;
  /** `given_name`, `email` and the like, and `lp_sdes` with engagement attributes such as `ctmrinfo` and `personal`. */
  readonly claims?: JsonObject;
  /** Encrypts the signed token for LivePerson, so that nobody on the way reads it. */
  readonly encryptFor?: {
    /** LivePerson's public RSA key: SPKI, in PEM or in one line of base64. */
    readonly publicKey: string;
    readonly keyId?: string;
  };
  /** Epoch milliseconds. @default now */
  readonly issuedAt?: number;
}

/**
 * What a brand vouches for a consumer with: an OpenID token, signed with RS256, and nested in an encrypted one if wished.
 * Source: rest-and-auth.md §8.2.
 *
 * @throws ConfigurationError naming the key that cannot be used.
 */
export async function brandToken(options: BrandTokenOptions): Promise<string> {
  const { issuer, subject, claims = {}, lifetime = 3_600_000, issuedAt = Date.now(), encryptFor } = options;
  const iat = Math.floor(issuedAt / 1_000);
  const exp = iat + Math.floor(lifetime / 1_000);
  const key = rsaKey('privateKey', () => createPrivateKey(options.privateKey));
  const token = await signed({ ...claims, iss: issuer, sub: subject, iat, exp }, key, options.keyId);
  return encryptFor === undefined ? token : encrypted(token, encryptFor);
}

/** RFC 7515, compact, with RS256. */
async function signed(claims: object, key: KeyObject, kid: string | undefined): Promise<string> {
  const text = `${encoded({ alg: 'RS256', typ: 'JWT', kid })}.${encoded(claims)}`;
  const signature = await promisify(sign)('sha256', Buffer.from(text), key);
  return `${text}.${signature.toString('base64url')}`;
}

/** RFC 7516, compact, with RSA-OAEP-256 and A256GCM: a fresh key for this token, which only the reader can open. */
function encrypted(token: string, { publicKey, keyId }: { publicKey: string; keyId?: string }): string {
  const oaepHash = 'sha256';
  const reader = rsaKey('encryptFor.publicKey', () => createPublicKey(spkiOf(publicKey)));
  const header = encoded({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT', kid: keyId });
  const contentKey = randomBytes(32);
  const sealedKey = publicEncrypt({ key: reader, oaepHash, padding: constants.RSA_PKCS1_OAEP_PADDING }, contentKey);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', contentKey, nonce).setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(token), cipher.final()]);
  const parts = [sealedKey, nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [header, ...parts].join('.');
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The platform's pages give public keys as one line, without the lines of PEM around them. */
function spkiOf(key: string): { readonly key: Buffer; readonly format: 'der'; readonly type: 'spki' } {
  const base64 = key.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, '');
  return { key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' };
}

/** The least that RFC 7518 allows, in bits. */
const SHORTEST = 2_048;

function rsaKey(option: string, read: () => KeyObject): KeyObject {
  const key = keyOf(read);
  const { modulusLength = 0 } = key?.asymmetricKeyDetails ?? {};
  if (key?.asymmetricKeyType === 'rsa' && modulusLength >= SHORTEST) return key;
  const remedy =
    modulusLength > 0 && modulusLength < SHORTEST
      ? `is shorter than ${SHORTEST} bits. Make a longer one`
      : 'is not an RSA key in PEM. Check its first and last line';
  throw new ConfigurationError(option, `The option ${option} ${remedy}.`);
}

function keyOf(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
