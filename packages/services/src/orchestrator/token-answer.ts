import type { FreshToken } from '@holdfast/core/internal';
import { field, readCount } from '@holdfast/core/protocol';
import { parseJson } from '../json-text.js';
import { isToken } from './options.js';

const NAMES = ['access_token', 'accessToken', 'token', 'id_token', 'jwt'] as const;

/**
 * The token in the answer to a login, in every shape that a service might choose: its text alone, or under one of the
 * usual names. How long it lasts is what the answer says, or what the token itself says.
 */
export function tokenAnswer(body: unknown): FreshToken<string> | undefined {
  const found = typeof body === 'string' ? body.trim() : NAMES.map((name) => field(body, name)).find(isToken);
  if (!isToken(found)) return undefined;
  const seconds = readCount(field(body, 'expires_in')) ?? lifetimeOf(found);
  return { token: found, lifetime: seconds === undefined ? undefined : seconds * 1_000 };
}

/** From its issue to its expiry, by its own claims: our clock has no say. The signature is the service's affair. */
function lifetimeOf(token: string): number | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))?.value;
  const issued = readCount(field(claims, 'iat'));
  const expires = readCount(field(claims, 'exp'));
  return issued === undefined || expires === undefined ? undefined : Math.max(expires - issued, 0);
}
