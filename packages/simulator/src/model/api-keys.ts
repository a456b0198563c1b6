import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hashOf, signatureBase, signingKey } from '@holdfast/core/protocol';
import type { Clock } from '../clock.js';

/** What an API key may be used for. Source: rest-and-auth.md §3.1. */
export type Privilege = 'users' | 'skills' | 'history' | 'login';

/** The four values of an API key. */
export interface ApiKey {
  readonly appKey: string;
  readonly secret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/** What a signed request turned out to be: the privileges of its key, or what is wrong with it. */
export type SignatureVerdict = { readonly privileges: ReadonlySet<Privilege> } | { readonly problem: string };

export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly header: string;
}

/** How far a timestamp may be off, and how long a nonce is remembered, in seconds. */
const WINDOW = 300;

/** The account's API keys, and the judgement of requests that are signed with them. Source: rest-and-auth.md §3. */
export class ApiKeys {
  private readonly keys = new Map<string, ApiKey & { readonly privileges: ReadonlySet<Privilege> }>();
  /** Nonce with key, token and timestamp → the second in which it was used. */
  private readonly nonces = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  issue(privileges: readonly Privilege[]): ApiKey {
    const key = { appKey: hex(16), secret: hex(8), accessToken: hex(16), accessTokenSecret: hex(8) };
    this.add(key, privileges);
    return key;
  }

  add(key: ApiKey, privileges: readonly Privilege[]): void {
    this.keys.set(key.appKey, { ...key, privileges: new Set(privileges) });
  }

  verify({ method, url, header }: SignedRequest): SignatureVerdict {
    const given = readHeader(header);
    if (given === undefined) return { problem: 'parameter_absent' };
    const value = (name: string): string => given.get(`oauth_${name}`) ?? '';
    for (const name of ['consumer_key', 'token', 'signature_method', 'signature', 'timestamp', 'nonce']) {
      if (value(name) === '') return { problem: 'parameter_absent' };
    }
    if (given.has('oauth_version') && value('version') !== '1.0') return { problem: 'version_rejected' };
    const algorithm = value('signature_method');
    if (algorithm !== 'HMAC-SHA1' && algorithm !== 'HMAC-SHA256') return { problem: 'signature_method_rejected' };
    const key = this.keys.get(value('consumer_key'));
    if (key === undefined) return { problem: 'consumer_key_unknown' };
    if (key.accessToken !== value('token')) return { problem: 'token_rejected' };
    const secrets = { consumerSecret: key.secret, tokenSecret: key.accessTokenSecret };
    const base = signatureBase({ method, url, parameters: [...given] });
    const expected = createHmac(hashOf(algorithm), signingKey(secrets)).update(base).digest('base64');
    if (!same(expected, value('signature'))) return { problem: 'signature_invalid' };
    const problem = this.used(value('timestamp'), `${value('consumer_key')} ${value('token')} ${value('nonce')}`);
    return problem === undefined ? { privileges: key.privileges } : { problem };
  }

  private used(timestamp: string, nonce: string): string | undefined {
    const now = this.clock.now() / 1_000;
    if (!/^[1-9]\d{0,11}$/.test(timestamp) || Math.abs(Number(timestamp) - now) > WINDOW) return 'timestamp_refused';
    for (const [old, at] of this.nonces) if (now - at > 2 * WINDOW) this.nonces.delete(old);
    const name = `${timestamp} ${nonce}`;
    if (this.nonces.has(name)) return 'nonce_used';
    this.nonces.set(name, now);
    return undefined;
  }
}

/** The pairs of the header, decoded; nothing if a part of it is not a pair, or a name comes twice. */
function readHeader(header: string): ReadonlyMap<string, string> | undefined {
  const pairs = new Map<string, string>();
  for (const part of header.replace(/^OAuth\s+/i, '').split(',')) {
    const match = /^\s*([\w.~-]+)="([^"]*)"\s*$/.exec(part);
    if (match?.[1] === undefined || match[2] === undefined || pairs.has(match[1])) return undefined;
    try {
      pairs.set(match[1], decodeURIComponent(match[2]));
    } catch {
      return undefined;
    }
  }
  return pairs;
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
