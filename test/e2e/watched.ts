import type { Grant, Platform } from 'holdfast';

/** The same way to the platform, which also notes each login that it gives a bot. */
export function watched(platform: Platform): { readonly platform: Platform; readonly grants: readonly Grant[] } {
  const grants: Grant[] = [];
  const { authenticator } = platform;
  return {
    grants,
    platform: {
      ...platform,
      authenticator: {
        discover: (call) => authenticator.discover(call),
        login: async (domains, call) => {
          const grant = await authenticator.login(domains, call);
          grants.push(grant);
          return grant;
        },
      },
    },
  };
}
