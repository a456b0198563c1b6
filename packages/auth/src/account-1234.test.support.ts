import type { Authenticator, Call, Grant } from '@holdfast/core/internal';
import { authenticator, type AuthenticatorOptions } from './authenticator.js';
import {
  callWith,
  json,
  type LoopbackPlatform,
  loopbackPlatform,
  type Reply,
} from './loopback-platform.test.support.js';

export const keys = { username: 'bot', appKey: 'K', secret: 'S', accessToken: 'T', accessTokenSecret: 'TS' };

export const entry = (service: string, baseURI: string): object => ({ service, account: '1234', baseURI });

export const authFor = (
  platform: Pick<LoopbackPlatform, 'url'>,
  more: Partial<AuthenticatorOptions> = {},
): Authenticator => authenticator({ accountId: '1234', credentials: keys, csds: platform.url, ...more });

/** Answers the domain service for itself, and everything else with the replies given. */
export async function livePerson(...replies: readonly Reply[]): Promise<LoopbackPlatform> {
  let nth = 0;
  return loopbackPlatform((response, seen) => {
    if (seen.path.includes('baseURI.json')) {
      return json(200, { baseURIs: [entry('agentVep', seen.headers.host ?? '')] })(response, seen);
    }
    (replies[nth++] ?? replies.at(-1))?.(response, seen);
  });
}

export const loggedIn = async (
  platform: LoopbackPlatform,
  more: Partial<AuthenticatorOptions> = {},
  call: Call = callWith(),
): Promise<Grant> => {
  const auth = authFor(platform, more);
  return auth.login(await auth.discover(call), call);
};
