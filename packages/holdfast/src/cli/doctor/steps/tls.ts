import { known, type Step } from '../plan/step.js';
import { placeOf } from '../way/place.js';
import { proveHost } from '../way/prove-host.js';

export const tls: Step = {
  name: 'tls',
  asks: 'Does the domain service prove who it is?',
  needs: ['proxy', 'network'],
  async ask(facts) {
    const route = known(facts, 'route');
    if (route.csds.insecure) return { outcome: 'unneeded', says: 'plain http on this machine' };
    const { version, issuer, validTo } = await proveHost(placeOf(route.csds.origin), route, facts.terms);
    return { says: `${version}, a certificate of ${issuer} that is good until ${validTo.toISOString().slice(0, 10)}` };
  },
};
