import { PlatformUnavailableError } from '@holdfast/core/internal';
import { known, type Step } from '../plan/step.js';
import { failureCode } from '../way/failure-code.js';
import { goesThroughProxy, openWay } from '../way/open-way.js';
import { placeOf, placeText } from '../way/place.js';

export const network: Step = {
  name: 'network',
  asks: 'Can the domain service be reached?',
  needs: ['proxy'],
  async ask(facts) {
    const route = known(facts, 'route');
    const place = placeOf(route.csds.origin);
    if (goesThroughProxy(place, route)) return { outcome: 'unneeded', says: 'the proxy reaches it for us' };
    try {
      const socket = await openWay(place, route, facts.terms);
      const address = socket.remoteAddress ?? place.host;
      socket.destroy();
      return { says: `${placeText(place)} takes connections (${address})` };
    } catch (error) {
      const code = failureCode(error);
      throw new PlatformUnavailableError(
        `The domain service ${placeText(place)} cannot be reached (${code}). ${remedy(code)}`,
        undefined,
        undefined,
        { cause: error },
      );
    }
  },
};

function remedy(code: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Check the host in LP_CSDS_URL and the name service.';
  if (code === 'ECONNREFUSED') return 'Check host and port in LP_CSDS_URL: nothing listens there.';
  return 'Check the network and the firewall; if a proxy is the only way out, set HTTPS_PROXY.';
}
