import { ConfigurationError } from '@holdfast/core/internal';
import { hostText, parseHost } from './host.js';

/** Where the domain service is. */
export interface CsdsAddress {
  /** Without a slash at its end. */
  readonly origin: string;
  /** Whether it lies on this machine: a local LivePerson, with the hosts it names on loopback too. */
  readonly loopback: boolean;
  /** Plain http, possible on loopback only. */
  readonly insecure: boolean;
}

/**
 * Reads the option `csds`: a URL, or a host, which means https.
 *
 * @param option by default the host that LivePerson documents; `adminlogin.liveperson.net`, which its own clients use,
 * answers the same.
 *
 * @throws ConfigurationError if it is neither, names more than an origin, or asks for plain http beyond loopback.
 */
export function csdsAddress(option = 'api.liveperson.net'): CsdsAddress {
  const match = /^(?:(https?):\/\/)?([^/]*)\/?$/i.exec(option);
  const host = match?.[2] === undefined ? undefined : parseHost(match[2]);
  if (host === undefined) {
    throw new ConfigurationError(
      'csds',
      'The option csds is not a host or an http(s) URL of one. Give the origin alone, without user, path or query.',
    );
  }
  const insecure = match?.[1]?.toLowerCase() === 'http';
  const loopback = host.kind === 'loopback';
  if (insecure && !loopback) {
    throw new ConfigurationError(
      'csds',
      `The option csds names ${host.name} with http, which would send secrets in the clear. Use https; http is for loopback only.`,
    );
  }
  // Joined: a template would keep all the pieces it was made of, for as long as the bot lives.
  return { origin: ['http', insecure ? '' : 's', '://', hostText(host)].join(''), loopback, insecure };
}
