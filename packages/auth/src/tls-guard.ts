import { ConfigurationError } from '@holdfast/core/internal';
import type { Agents } from './keep-alive-agents.js';

const VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';

/**
 * Refuses every way to turn off the verification of certificates that would otherwise work silently.
 *
 * @throws ConfigurationError naming the variable or the option.
 */
export function tlsGuard(agents: Agents, loopback: boolean): void {
  if (loopback) return;
  if (process.env[VARIABLE] === '0') {
    throw new ConfigurationError(
      VARIABLE,
      `${VARIABLE}=0 turns off the verification of certificates for the whole process. Unset it; trust a private authority with the option ca.`,
    );
  }
  if (agents.https?.options?.rejectUnauthorized === false) {
    throw new ConfigurationError(
      'agents.https',
      'The agent agents.https has rejectUnauthorized: false, so it would talk to anybody. Remove it; trust a private authority with the option ca.',
    );
  }
}
