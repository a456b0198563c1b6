import { type Authenticator, type Call, ConfigurationError, type Grant } from '@holdfast/core/internal';
import { Domains, Service } from '@holdfast/core/protocol';
import { askOwner } from './ask-owner.js';
import type { Credentials, CredentialsProvider } from './credentials.js';
import { csdsAddress } from './csds-address.js';
import { type DestinationOptions, destinations } from './destinations.js';
import { discover } from './discover.js';
import { httpExchange } from './exchange.js';
import { type Agents, keepAliveAgents } from './keep-alive-agents.js';
import { login } from './login.js';
import { type CheckedCredentials, readCredentials } from './read-credentials.js';
import { restClient } from './rest-client.js';
import { SuppliedGrant } from './supplied-grant.js';
import { tlsGuard } from './tls-guard.js';
import { trusts } from './trust.js';

export interface AuthenticatorOptions {
  readonly accountId: string;
  /** Keys, a client, a password, an assertion, a bearer, or a function that gives one of these at every login. */
  readonly credentials: Credentials | CredentialsProvider;
  /**
   * The domain service: a URL, or a host, which means https. Plain http is possible on loopback only.
   *
   * @default 'api.liveperson.net', the host that LivePerson documents; `adminlogin.liveperson.net`, which its own
   * clients use, answers the same.
   */
  readonly csds?: string;
  /** Hosts of single services, which win over the domain service and are trusted as they are: `{ agentVep: 'host' }`. */
  readonly domains?: Readonly<Record<string, string>>;
  /**
   * Domains that may receive a secret, each with everything below it. Replaces the default. IP addresses and other ports
   * than 443 are not covered by any domain.
   *
   * @default LivePerson's own; with `csds` on loopback, loopback only
   */
  readonly trustedDomains?: readonly string[];
  /** Connection pools to use instead of own ones, for example those of a proxy. */
  readonly agents?: Agents;
  /** Certificate authorities to trust instead of Node's own, in PEM. Does not turn off any check. */
  readonly ca?: string | Buffer | (string | Buffer)[];
}

const ACCOUNT_ID = /^[a-zA-Z0-9_]{1,20}$/;

/**
 * Makes the `Authenticator` of one bot. Nothing is sent and nothing is opened until it is used; idle connections do not
 * keep the process alive.
 *
 * @throws ConfigurationError naming the option at fault. Credentials from a function are checked at each login instead.
 */
export function authenticator(options: AuthenticatorOptions): Authenticator {
  const { accountId, credentials, csds = 'api.liveperson.net', agents = {}, ca } = options;
  if (!ACCOUNT_ID.test(accountId)) {
    throw new ConfigurationError(
      'accountId',
      'The option accountId is not an account id: letters, digits and _, at most 20.',
    );
  }
  const directory = csdsAddress(csds);
  const { overrides, trust } = destinations(directory, options satisfies DestinationOptions);
  tlsGuard(agents, directory.loopback);
  const readCurrent = credentialsReader(accountId, credentials);
  const connection = { agents: keepAliveAgents(agents), ...(ca === undefined ? {} : { ca }) };
  const send = restClient(httpExchange(connection));

  return {
    async discover(call: Call): Promise<Domains> {
      const found = await discover({ accountId, origin: directory.origin, send }, call);
      return new Domains({
        accountId,
        hosts: new Map([...found, ...overrides]),
        insecure: directory.insecure,
        trusts: (host) => trusts(trust, host),
      });
    },

    async login(domains: Domains, call: Call): Promise<Grant> {
      const current = await readCurrent(call);
      if (current.form === 'bearer') return new SuppliedGrant({ accountId, ...current });
      const { who, body } = current;
      return login({ accountId, origin: domains.origin(Service.login), who, body, send }, call);
    },
  };
}

/** Credentials that stand still are checked once and at once. */
function credentialsReader(
  accountId: string,
  credentials: Credentials | CredentialsProvider,
): (call: Call) => CheckedCredentials | Promise<CheckedCredentials> {
  if (typeof credentials !== 'function') {
    const checked = readCredentials(credentials);
    return () => checked;
  }
  const name = `Account ${accountId}: the credentials function`;
  return async (call) => readCredentials(await askOwner(name, call, () => credentials(call)));
}
