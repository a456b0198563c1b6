import { DestinationRefusedError, UnexpectedAnswerError } from '../errors/platform.js';

/** Services of the domain directory that Holdfast itself uses. Others may be asked for by name. Source: messaging.md §1.1. */
export const Service = {
  login: 'agentVep',
  agentSocket: 'facadeMsg',
  /** Of consumers, and of agents where the account has no socket service for them. */
  sharedSocket: 'asyncMessagingEnt',
  fileStorage: 'swift',
} as const;

export interface DomainsOptions {
  readonly accountId: string;
  /** Service name → bare host, with a port where the directory names one. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Plain connections, for a directory on loopback only. */
  readonly insecure: boolean;
  /** Says whether a host may receive a secret. */
  trusts(host: string): boolean;
}

/** The hosts of one account. A host is checked when it is asked for, so that an untrusted one we never use harms nobody. */
export class Domains {
  constructor(private readonly options: DomainsOptions) {}

  /** The service names that the directory listed. */
  get services(): readonly string[] {
    return [...this.options.hosts.keys()];
  }

  has(service: string): boolean {
    return this.options.hosts.has(service);
  }

  /**
   * The origin of a service, for example `https://va.agentvep.liveperson.net`, without a slash at its end.
   *
   * @throws UnexpectedAnswerError if the directory does not list the service.
   * @throws DestinationRefusedError if its host is not trusted with a secret.
   */
  origin(service: string, protocol: 'http' | 'ws' = 'http'): string {
    const { accountId, hosts, insecure } = this.options;
    const host = hosts.get(service);
    if (host === undefined) {
      throw new UnexpectedAnswerError(
        `Account ${accountId}: the domain service does not list "${service}". Check that the account has this service, or give its host in the option domains.`,
      );
    }
    if (!this.options.trusts(host)) {
      throw new DestinationRefusedError(
        host,
        `Account ${accountId}: the domain service names ${host} for "${service}", which is not a trusted domain. Nothing was sent there. Add its domain to trustedDomains if it is yours.`,
      );
    }
    // Joined: a template would keep the pieces it was made of, and a login keeps its origin.
    return [protocol, insecure ? '' : 's', '://', host].join('');
  }
}
