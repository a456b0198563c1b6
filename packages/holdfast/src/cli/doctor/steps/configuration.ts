import { fromEnv } from '../../../from-env.js';
import { environmentOptions } from '../../../options/environment-options.js';
import type { Step } from '../plan/step.js';
import { routeOf } from '../way/route.js';

export const configuration: Step = {
  name: 'configuration',
  asks: 'Does the environment hold an account and credentials?',
  needs: [],
  async ask({ env }) {
    const platform = fromEnv(env);
    const { options } = environmentOptions(env);
    const route = routeOf(options);
    const kind = KINDS.find(([variable]) => (env[variable] ?? '') !== '')?.[1] ?? 'credentials';
    return {
      says: `account ${platform.accountId}, user ${env['LP_USERNAME']} with ${kind}, domain service ${route.csds.origin}`,
      learnt: { platform, route },
    };
  },
};

const KINDS = [
  ['LP_APP_KEY', 'the keys of an application'],
  ['LP_CLIENT_ID', 'an OAuth 2.0 client'],
  ['LP_PASSWORD', 'a password'],
] as const;
