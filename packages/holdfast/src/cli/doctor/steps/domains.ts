import { agentSocketOrigin, Service } from '@holdfast/core/protocol';
import { known, type Step } from '../plan/step.js';

export const domains: Step = {
  name: 'domains',
  asks: 'Does the domain service know the account, and may its hosts be trusted?',
  needs: ['tls'],
  async ask(facts) {
    const { authenticator } = known(facts, 'platform');
    const found = await authenticator.discover({ ...facts.terms, retryDelays: [] });
    const places = [found.origin(Service.login), agentSocketOrigin(found)];
    return {
      says: `${found.services.length} services, among them ${places.join(' and ')}`,
      learnt: { domains: found },
    };
  },
};
