import { ConfigurationError, type HoldfastError, PlatformUnavailableError } from '@holdfast/core/internal';
import { known, type Step } from '../plan/step.js';
import { failureCode } from '../way/failure-code.js';
import { goesThroughProxy, openWay } from '../way/open-way.js';
import { placeOf, placeText } from '../way/place.js';

export const proxy: Step = {
  name: 'proxy',
  asks: 'Does the proxy let us through to the domain service?',
  needs: ['configuration'],
  async ask(facts) {
    const route = known(facts, 'route');
    const place = placeOf(route.csds.origin);
    if (route.proxy === undefined) return { outcome: 'unneeded', says: 'none is set' };
    if (!goesThroughProxy(place, route)) return { outcome: 'unneeded', says: `${place.host} is reached without it` };
    const address = `${route.proxy.host}:${route.proxy.port}`;
    try {
      const socket = await openWay(place, route, facts.terms);
      socket.destroy();
      return { says: `${address} leads to ${placeText(place)}` };
    } catch (error) {
      throw refusal(address, placeText(place), error);
    }
  },
};

function refusal(address: string, target: string, error: unknown): HoldfastError {
  const code = failureCode(error);
  const status = /^PROXY_REFUSED_(\d+)$/.exec(code)?.[1];
  const cause = { cause: error };
  if (status === undefined) {
    const message = `The proxy ${address} gave no tunnel to ${target} (${code}). Check the host and the port in HTTPS_PROXY, and that it is an HTTP proxy.`;
    return new PlatformUnavailableError(message, undefined, undefined, cause);
  }
  const remedy =
    status === '407'
      ? 'It wants a user and a password: give them in HTTPS_PROXY, in front of the host.'
      : 'Ask its owner to allow this host, or name the host in NO_PROXY if the way is open without the proxy.';
  const message = `The proxy ${address} refused a tunnel to ${target} (HTTP ${status}). ${remedy}`;
  return Number(status) >= 500
    ? new PlatformUnavailableError(message, Number(status), undefined, cause)
    : new ConfigurationError('HTTPS_PROXY', message, cause);
}
