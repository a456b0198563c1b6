import { PlatformUnavailableError } from '@holdfast/core/internal';
import { agentSocketOrigin, Service } from '@holdfast/core/protocol';
import { type Facts, known, type Step } from '../plan/step.js';
import { failureCode } from '../way/failure-code.js';
import { openWay } from '../way/open-way.js';
import { type Place, placeOf, placeText } from '../way/place.js';
import { proveHost } from '../way/prove-host.js';

export const hosts: Step = {
  name: 'hosts',
  asks: "Can the account's own hosts be reached, and do they prove who they are?",
  needs: ['domains'],
  async ask(facts) {
    const found = known(facts, 'domains');
    const places = [found.origin(Service.login), agentSocketOrigin(found)].map(placeOf);
    for (const place of places) await reach(place, facts);
    return { says: [...new Set(places.map(placeText))].join(' and ') };
  },
};

async function reach(place: Place, facts: Facts): Promise<void> {
  const route = known(facts, 'route');
  if (place.secure) {
    await proveHost(place, route, facts.terms);
    return;
  }
  try {
    const socket = await openWay(place, route, facts.terms);
    socket.destroy();
  } catch (error) {
    const message = `${placeText(place)} cannot be reached (${failureCode(error)}). Check the network, the firewall and the proxy between.`;
    throw new PlatformUnavailableError(message, undefined, undefined, { cause: error });
  }
}
