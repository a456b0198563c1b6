import { ConfigurationError } from '@holdfast/core/internal';
import type { Environment } from '../from-env.js';

const VARIABLE = 'HOLDFAST_SESSION_PORT';

/** The session port that the environment names. An empty variable counts as missing. @throws ConfigurationError */
export function sessionPortFrom(env: Environment): number | undefined {
  const given = (env[VARIABLE] ?? '').trim();
  if (given === '') return undefined;
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65_535) return Number(given);
  throw new ConfigurationError(VARIABLE, `${VARIABLE} must be a port from 0 to 65535; 0 takes any free one.`);
}
