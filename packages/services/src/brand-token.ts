import type { webcrypto } from 'node:crypto';
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
  const { issuer, subject, claims = {}, keyId, lifetime = 3_600_000, issuedAt = Date.now() } = options;
  // Few bots sign tokens; the others start without the library.
  const { importPKCS8, SignJWT } = await import('jose');
  const iat = Math.floor(issuedAt / 1_000);
  const key = await rsaKey('privateKey', () => importPKCS8(options.privateKey, 'RS256'));
  const signed = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })
    .setIssuer(issuer)
    .setSubject(subject)
    .setIssuedAt(iat)
    .setExpirationTime(iat + Math.floor(lifetime / 1_000))
    .sign(key);
  return options.encryptFor === undefined ? signed : encrypted(signed, options.encryptFor);
}

async function encrypted(token: string, { publicKey, keyId }: { publicKey: string; keyId?: string }): Promise<string> {
  const { CompactEncrypt, importSPKI } = await import('jose');
  const key = await rsaKey('encryptFor.publicKey', () => importSPKI(pemOf(publicKey), 'RSA-OAEP-256'));
  const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  return new CompactEncrypt(Buffer.from(token)).setProtectedHeader(header).encrypt(key);
}

/** The platform's pages give public keys as one line, without the lines of PEM around them. */
const pemOf = (key: string): string =>
  key.includes('-----') ? key : `-----BEGIN PUBLIC KEY-----\n${key.replaceAll(/\s/g, '')}\n-----END PUBLIC KEY-----`;

/** The least that RFC 7518 allows, in bits. */
const SHORTEST = 2_048;

async function rsaKey(option: string, read: () => Promise<webcrypto.CryptoKey>): Promise<webcrypto.CryptoKey> {
  const key = await read().catch(() => undefined);
  const bits = key === undefined ? 0 : lengthOf(key);
  if (key !== undefined && bits >= SHORTEST) return key;
  const remedy =
    bits > 0
      ? `is shorter than ${SHORTEST} bits. Make a longer one`
      : 'is not an RSA key in PEM. Check its first and last line';
  throw new ConfigurationError(option, `The option ${option} ${remedy}.`);
}

const lengthOf = ({ algorithm }: webcrypto.CryptoKey): number =>
  'modulusLength' in algorithm ? Number(algorithm.modulusLength) : 0;
