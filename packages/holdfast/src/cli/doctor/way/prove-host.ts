import { PlatformUnavailableError } from '@holdfast/core/internal';
import { failureCode } from './failure-code.js';
import { openWay } from './open-way.js';
import { type Place, placeText } from './place.js';
import type { Route } from './route.js';
import { type Handshake, shakeHands } from './shake-hands.js';
import type { Terms } from './terms.js';

/** Connects to a host and lets it prove who it is. @throws PlatformUnavailableError with the remedy. */
export async function proveHost(place: Place, route: Route, terms: Terms): Promise<Handshake> {
  try {
    const socket = await openWay(place, route, terms);
    return await shakeHands(socket, place, { ...route, terms });
  } catch (error) {
    const code = failureCode(error);
    throw new PlatformUnavailableError(
      `${placeText(place)} gave no trustworthy TLS connection (${code}). ${remedy(code)}`,
      undefined,
      undefined,
      { cause: error },
    );
  }
}

function remedy(code: string): string {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return 'Its certificate is out of date, or the clock of this machine is wrong.';
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'Its certificate is for another name: check the host, and what stands between.';
  }
  if (/SELF_SIGNED|UNABLE_TO|CERT/.test(code)) {
    return 'Nobody that Node.js trusts has signed its certificate. If a proxy of your own opens TLS, name its authority in NODE_EXTRA_CA_CERTS; otherwise somebody is in between.';
  }
  if (/^ERR_SSL|^EPROTO/.test(code)) return 'It does not speak TLS, or none that is safe: check host and port.';
  return 'Check the network, the firewall and the proxy between.';
}
