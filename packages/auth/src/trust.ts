import { hostText, parseHost } from './host.js';

/** Who may receive a secret. */
export interface Trust {
  /** Domains, lower case; each stands for itself and everything below it. */
  readonly suffixes: readonly string[];
  /** Hosts that the owner named one by one, in the spelling of `hostText`. */
  readonly hosts: ReadonlySet<string>;
  /** Whether loopback addresses are trusted, on any port. */
  readonly loopback: boolean;
  /** Whether connections are plain: then nothing but loopback is trusted, whatever the rest says. */
  readonly insecure: boolean;
}

const HTTPS_PORT = 443;

/**
 * The one rule that decides where a bearer, a key or a password may go.
 *
 * A host is trusted if the owner named exactly this host, if it lies under a trusted domain and uses the default port, or
 * if it is loopback while loopback is trusted. An IP address is never trusted for its look.
 */
export function trusts(trust: Trust, text: string): boolean {
  const host = parseHost(text);
  if (host === undefined) return false;
  if (host.kind === 'loopback' && trust.loopback) return true;
  if (trust.insecure) return false;
  if (trust.hosts.has(hostText(host))) return true;
  if (host.kind !== 'name' || (host.port ?? HTTPS_PORT) !== HTTPS_PORT) return false;
  return trust.suffixes.some((suffix) => host.name === suffix || host.name.endsWith(`.${suffix}`));
}
