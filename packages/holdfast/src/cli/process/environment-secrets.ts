import { namesSecret } from '@holdfast/core/internal';
import type { Environment } from '../../from-env.js';

/** The values of an environment that no command may print, whether or not they amount to a configuration. */
export const environmentSecrets = (env: Environment): readonly string[] =>
  Object.entries(env).flatMap(([name, value = '']) => {
    if (namesSecret(name) || name === 'LP_CLIENT_ID') return [value];
    return URL.canParse(value) ? passwordsOf(new URL(value)) : [];
  });

/** As it stands in a URL, and as it is meant. */
const passwordsOf = ({ password }: URL): readonly string[] => {
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
};
