import { createHmac, randomUUID } from 'node:crypto';
import { type Authorizer, ConfigurationError, type RequestToAuthorize } from '@holdfast/core/internal';
import { hashOf, type Oauth1Method, percentEncode, signatureBase, signingKey } from '@holdfast/core/protocol';

/** The four values of an API key. */
export interface ApiKeys {
  readonly appKey: string;
  readonly secret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

export interface Oauth1Options {
  /** Only HMAC-SHA1 is documented. @default 'HMAC-SHA1' */
  readonly method?: Oauth1Method;
  /** A text that is never used twice within a second. @default a random UUID */
  readonly nonce?: () => string;
  /** Epoch seconds; the platform wants our clock to be right. @default the clock of the machine */
  readonly timestamp?: () => number;
}

const KEYS = ['appKey', 'secret', 'accessToken', 'accessTokenSecret'] as const;

/**
 * Signs each request with an API key, in place of a bearer. Bodies of JSON are not signed; the query is. A signature is
 * for one attempt: a repeated nonce is refused. Source: rest-and-auth.md §3.
 *
 * @throws ConfigurationError naming the key that is missing.
 */
export function oauth1(keys: ApiKeys, options: Oauth1Options = {}): Authorizer {
  for (const name of KEYS) {
    if (typeof keys[name] !== 'string' || keys[name] === '') {
      throw new ConfigurationError(name, `The API key has no ${name}. Copy all four values from the page of the key.`);
    }
  }
  return {
    authorize: (request) => ({
      headers: { authorization: oauth1Header(keys, request, options) },
      secrets: [keys.secret, keys.accessToken, keys.accessTokenSecret],
    }),
  };
}

/** The value of the header `Authorization`: one line, in the order of the platform's own guide. */
export function oauth1Header(keys: ApiKeys, { method, url }: RequestToAuthorize, options: Oauth1Options = {}): string {
  const { method: algorithm = 'HMAC-SHA1', nonce = randomUUID, timestamp = epochSeconds } = options;
  const parameters = [
    ['oauth_version', '1.0'],
    ['oauth_nonce', nonce()],
    ['oauth_consumer_key', keys.appKey],
    ['oauth_signature_method', algorithm],
    ['oauth_token', keys.accessToken],
    ['oauth_timestamp', String(timestamp())],
  ] as const;
  const secrets = { consumerSecret: keys.secret, tokenSecret: keys.accessTokenSecret };
  const base = signatureBase({ method, url, parameters });
  const signature = createHmac(hashOf(algorithm), signingKey(secrets)).update(base).digest('base64');
  const all = [['oauth_signature', signature] as const, ...parameters];
  return `OAuth ${all.map(([name, value]) => `${name}="${percentEncode(value)}"`).join(',')}`;
}

const epochSeconds = (): number => Math.floor(Date.now() / 1_000);
