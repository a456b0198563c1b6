import type { SecureContext } from 'node:tls';
import { ConfigurationError } from '@holdfast/core/internal';
import { Domains } from '@holdfast/core/protocol';
import { csdsAddress } from './csds-address.js';
import { type DestinationOptions, destinations } from './destinations.js';
import { httpExchange } from './exchange.js';
import { type Agents, keepAliveAgents } from './keep-alive-agents.js';
import { type RestClient, restClient } from './rest-client.js';
import { tlsGuard } from './tls-guard.js';
import { trusts } from './trust.js';

export interface AccountDoorOptions {
  readonly accountId: string;
  /**
   * The domain service: a URL, or a host, which means https. Plain http is possible on loopback only.
   *
   * @default 'api.liveperson.net'
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
  /** What own connections trust, in place of `ca`: asked for when the first is made, so that many bots can share it. */
  readonly secureContext?: () => SecureContext;
}

/** The way to one account: where its directory is, who may receive a secret, and what carries requests there. */
export interface AccountDoor {
  readonly accountId: string;
  /** The origin of the domain service. */
  readonly origin: string;
  readonly send: RestClient;
  /** Hosts that the directory named, with those that the owner named in front of them. */
  readonly domains: (found: ReadonlyMap<string, string>) => Domains;
}

const ACCOUNT_ID = /^[a-zA-Z0-9_]{1,20}$/;

/** Opens nothing. @throws ConfigurationError naming the option at fault. */
export function accountDoor(options: AccountDoorOptions): AccountDoor {
  const { accountId, csds, agents = {}, ca, secureContext } = options;
  if (!ACCOUNT_ID.test(accountId)) {
    throw new ConfigurationError(
      'accountId',
      'The option accountId is not an account id: letters, digits and _, at most 20.',
    );
  }
  const directory = csdsAddress(csds);
  const { overrides, trust } = destinations(directory, options satisfies DestinationOptions);
  tlsGuard(agents, directory.loopback);
  const connection = { agents: keepAliveAgents(agents, secureContext), ...(ca === undefined ? {} : { ca }) };
  return {
    accountId,
    origin: directory.origin,
    send: restClient(httpExchange(connection)),
    domains: (found) =>
      new Domains({
        accountId,
        hosts: new Map([...found, ...overrides]),
        insecure: directory.insecure,
        trusts: (host) => trusts(trust, host),
      }),
  };
}
