import { ConfigurationError } from '@holdfast/core/internal';
import type { CsdsAddress } from './csds-address.js';
import { hostText, parseHost } from './host.js';
import type { Trust } from './trust.js';

export interface DestinationOptions {
  readonly domains?: Readonly<Record<string, string>>;
  readonly trustedDomains?: readonly string[];
}

/** Where requests may go, beside the domain service itself. */
export interface Destinations {
  /** Service name → host, as the owner wrote it; they win over the domain service. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly trust: Trust;
}

/** Shared by all who name no host of their own. */
const NONE: ReadonlyMap<string, string> = new Map();
const NOBODY: ReadonlySet<string> = new Set();

const LIVEPERSON = Object.freeze(['liveperson.net', 'liveperson.com', 'lpsnmedia.net', 'liveper.sn']);

/** @throws ConfigurationError naming the option at fault, for example `domains.agentVep` or `trustedDomains[0]`. */
export function destinations(csds: CsdsAddress, options: DestinationOptions): Destinations {
  const { loopback, insecure } = csds;
  const overrides = options.domains === undefined ? NONE : readOverrides(options.domains, insecure);
  const suffixes = options.trustedDomains?.map(readSuffix) ?? (loopback ? [] : LIVEPERSON);
  return {
    overrides,
    trust: { suffixes, hosts: overrides.size === 0 ? NOBODY : new Set(overrides.values()), loopback, insecure },
  };
}

function readOverrides(domains: Readonly<Record<string, string>>, insecure: boolean): ReadonlyMap<string, string> {
  const overrides = new Map<string, string>();
  for (const [service, text] of Object.entries(domains)) {
    const option = `domains.${service}`;
    const host = typeof text === 'string' ? parseHost(text) : undefined;
    if (host === undefined) {
      throw new ConfigurationError(option, `The option ${option} is not a host. Give it bare, at most with a port.`);
    }
    if (insecure && host.kind !== 'loopback') {
      throw new ConfigurationError(
        option,
        `The option ${option} names ${host.name}, but csds is plain http, so secrets would travel in the clear. Use https for csds, or a loopback host.`,
      );
    }
    overrides.set(service, hostText(host));
  }
  return overrides;
}

function readSuffix(text: unknown, index: number): string {
  const host = typeof text === 'string' ? parseHost(text) : undefined;
  if (host?.kind === 'name' && host.port === undefined && host.name.includes('.')) return host.name;
  const option = `trustedDomains[${index}]`;
  throw new ConfigurationError(
    option,
    `The option ${option} is not a domain of at least two labels, such as example.com. Give it without scheme, port, dot in front or wildcard.`,
  );
}
