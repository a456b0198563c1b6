import { agentSocketOrigin, agentSocketUrl } from '@holdfast/core/protocol';
import { known, type Step } from '../plan/step.js';
import { openLine } from '../way/open-line.js';

export const socket: Step = {
  name: 'socket',
  asks: 'Does the messaging socket open?',
  needs: ['login'],
  async ask(facts) {
    const { accountId, appId, transport } = known(facts, 'platform');
    const origin = agentSocketOrigin(known(facts, 'domains'));
    const url = agentSocketUrl(origin, accountId, known(facts, 'grant').bearer, appId);
    return { says: `${origin} is open`, learnt: { line: await openLine(transport, url, facts.terms) } };
  },
};
