import type { SecureContext } from 'node:tls';
import { ConfigurationError } from '@holdfast/core/internal';
import { Domains, type DomainsOptions } from '@holdfast/core/protocol';
import { type CsdsAddress, csdsAddress } from './csds-address.js';
import { type DestinationOptions, type Destinations, destinations } from './destinations.js';
import { httpExchange } from './exchange.js';
import type { Connection } from './open-request.js';
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

const ACCOUNT_ID = /^[a-zA-Z0-9_]{1,20}$/;
const NO_AGENTS: Agents = Object.freeze({});

/** The way to one account: where its directory is, who may receive a secret, and what carries requests there. */
export class AccountDoor {
  readonly accountId: string;
  readonly #connection: Connection;
  readonly #directory: CsdsAddress;
  readonly #destinations: Destinations;

  /** Opens nothing. @throws ConfigurationError naming the option at fault. */
  constructor(options: AccountDoorOptions) {
    const { accountId, csds, agents = NO_AGENTS, ca, secureContext } = options;
    if (!ACCOUNT_ID.test(accountId)) {
      throw new ConfigurationError(
        'accountId',
        'The option accountId is not an account id: letters, digits and _, at most 20.',
      );
    }
    this.accountId = accountId;
    this.#directory = csdsAddress(csds);
    this.#destinations = destinations(this.#directory, options satisfies DestinationOptions);
    tlsGuard(agents, this.#directory.loopback);
    const pools = keepAliveAgents(agents, secureContext);
    this.#connection = ca === undefined ? { agents: pools } : { agents: pools, ca };
  }

  /** Made when it is asked for: an idle bot has no request under way. */
  get send(): RestClient {
    return restClient(httpExchange(this.#connection));
  }

  /** The origin of the domain service. */
  get origin(): string {
    return this.#directory.origin;
  }

  /** Hosts that the directory named, with those that the owner named in front of them. */
  domains(found: ReadonlyMap<string, string>): Domains {
    const { overrides } = this.#destinations;
    return new Domains(new Found(this, overrides.size === 0 ? found : new Map([...found, ...overrides])));
  }

  get insecure(): boolean {
    return this.#directory.insecure;
  }

  /** Whether a host may receive a secret. */
  trusts(host: string): boolean {
    return trusts(this.#destinations.trust, host);
  }
}

/** What a directory named, behind the door that it was asked through. */
class Found implements DomainsOptions {
  constructor(
    private readonly door: AccountDoor,
    readonly hosts: ReadonlyMap<string, string>,
  ) {}

  get accountId(): string {
    return this.door.accountId;
  }

  get insecure(): boolean {
    return this.door.insecure;
  }

  trusts(host: string): boolean {
    return this.door.trusts(host);
  }
}
