import type { IncomingMessage } from 'node:http';

/** Path and query of a request. A target that is no URL has the path `/-`, at which nothing is. */
export function targetOf({ url = '/' }: IncomingMessage): URL {
  return URL.canParse(url, BASE) ? new URL(url, BASE) : new URL('/-', BASE);
}

const BASE = 'http://simulator';
