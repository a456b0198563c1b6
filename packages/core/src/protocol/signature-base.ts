/** How a request is signed. LivePerson documents the first; whether it takes the second is unknown. */
export type Oauth1Method = 'HMAC-SHA1' | 'HMAC-SHA256';

export interface Oauth1Request {
  readonly method: string;
  /** With its query, whose parameters are signed too. A fragment is not. */
  readonly url: string;
  /** Parameters beside those of the query: the `oauth_…` ones, and a body that is a form. A body of JSON is not signed. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

export interface Oauth1Secrets {
  readonly consumerSecret: string;
  /** Empty while there is no token. */
  readonly tokenSecret: string;
}

/** Everything but letters, digits and `-._~` becomes `%XX`, byte by byte (RFC 5849 §3.6). */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Encoded before they are sorted, and sorted byte by byte, never by a language's alphabet (RFC 5849 §3.4.1.3.2). */
export function normalizedParameters(parameters: Oauth1Request['parameters']): string {
  return parameters
    .filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .toSorted(([nameA, valueA], [nameB, valueB]) => order(nameA, nameB) || order(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The text that is signed (RFC 5849 §3.4.1). */
export function signatureBase({ method, url, parameters }: Oauth1Request): string {
  // The parser lower-cases scheme and host, drops a default port, and makes an empty path `/`, as the standard asks.
  const { protocol, host, pathname, searchParams } = new URL(url);
  const all = [...searchParams, ...parameters];
  const parts = [method.toUpperCase(), `${protocol}//${host}${pathname}`, normalizedParameters(all)];
  return parts.map(percentEncode).join('&');
}

/** The key of the HMAC over the base, whose base64 is the signature (RFC 5849 §3.4.2). */
export const signingKey = ({ consumerSecret, tokenSecret }: Oauth1Secrets): string =>
  `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`;

/** What `createHmac` calls the algorithm. */
export const hashOf = (method: Oauth1Method): 'sha1' | 'sha256' => (method === 'HMAC-SHA256' ? 'sha256' : 'sha1');

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
