import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject, readNumber, readText } from '@holdfast/core/protocol';
import type { Clock } from '../clock.js';

/** Claims of a token that holds. */
export interface ConsumerClaims {
  readonly subject: string;
  /** Made from a brand's own login, not anonymous. */
  readonly authenticated: boolean;
}

export interface IssueOptions {
  /** Seconds until the token expires. */
  readonly lifetime: number;
  /** Who may take it: `external` tokens must be exchanged before a socket takes them. */
  readonly issuer: 'lp' | 'external';
  /** The brand's own name for an authenticated consumer. */
  readonly brandSubject?: string;
}

const ISSUERS = { lp: 'https://idp.liveperson.net', external: 'https://idp.liveperson.net/anonymous' } as const;
const MAX_LENGTH = 2_048;

/** Signs and checks the consumers' JSON Web Tokens. Source: messaging.md §11.1, rest-and-auth.md §8.4. */
export class ConsumerTokens {
  private readonly key = randomBytes(32);

  constructor(
    private readonly accountId: string,
    private readonly clock: Clock,
  ) {}

  issue(subject: string, { lifetime, issuer, brandSubject }: IssueOptions): string {
    const iat = Math.floor(this.clock.now() / 1_000);
    const claims = {
      sub: subject,
      aud: `acc:${this.accountId}`,
      iss: ISSUERS[issuer],
      iat,
      exp: iat + lifetime,
      ...(brandSubject === undefined ? {} : { 'lp.ext': { sub: brandSubject, iss: 'brand', lp_sdes: '' } }),
    };
    const signed = `${encode({ kid: '00001', typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`;
    return `${signed}.${this.sign(signed).toString('base64url')}`;
  }

  /** The claims of a token of this issuer, or `undefined` if it is forged, expired, of another account or not a token. */
  verify(token: string, issuer: IssueOptions['issuer']): ConsumerClaims | undefined {
    const [header, payload, signature] = token.length > MAX_LENGTH ? [] : token.split('.');
    if (header === undefined || payload === undefined || signature === undefined) return undefined;
    const expected = this.sign(`${header}.${payload}`);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const claims = decodeClaims(token);
    const subject = readText(claims?.['sub'], 256);
    const expires = readNumber(claims?.['exp']) ?? 0;
    const fits = claims?.['aud'] === `acc:${this.accountId}` && claims['iss'] === ISSUERS[issuer];
    if (subject === undefined || !fits || expires * 1_000 <= this.clock.now()) return undefined;
    return { subject, authenticated: isObject(claims['lp.ext']) };
  }

  private sign(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims inside a token, unchecked: for brand tokens, whose key the simulator does not know. */
export function decodeClaims(token: string): JsonObject | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
