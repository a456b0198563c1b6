import { ConfigurationError, type Platform } from '@holdfast/core/internal';
import { liveperson } from './liveperson.js';
import { type Environment, environmentOptions } from './options/environment-options.js';

export type { Environment };

/**
 * The way to LivePerson that the environment describes:
 *
 * - `LP_ACCOUNT_ID` and `LP_USERNAME`;
 * - one kind of credentials: `LP_APP_KEY`, `LP_APP_SECRET`, `LP_ACCESS_TOKEN` and `LP_ACCESS_TOKEN_SECRET`; or
 *   `LP_CLIENT_ID` and `LP_CLIENT_SECRET`; or `LP_PASSWORD`;
 * - if wanted, `LP_CSDS_URL`, and `HTTPS_PROXY` with `NO_PROXY`, whose lower-case forms come first.
 *
 * An empty variable counts as missing. All of it is read once, here.
 *
 * @throws ConfigurationError naming the variable at fault, never its value.
 */
export function fromEnv(env: Environment = process.env): Platform {
  const { options, variables } = environmentOptions(env);
  try {
    return liveperson(options);
  } catch (error) {
    throw inTermsOf(variables, error);
  }
}

/** The same error under the name that its reader has set. */
function inTermsOf(variables: Readonly<Record<string, string>>, error: unknown): unknown {
  if (!(error instanceof ConfigurationError)) return error;
  const variable = Object.hasOwn(variables, error.option) ? variables[error.option] : undefined;
  return variable ? new ConfigurationError(variable, `${variable}: ${error.message}`, { cause: error }) : error;
}
