import { RequestRefusedError, subscribeConversations, subscribeRoutingTasks } from '@holdfast/core/internal';
import { agentIdentity } from '@holdfast/core/protocol';
import { type Facts, known, type Step } from '../plan/step.js';
import { describeUser } from './describe-user.js';

export const permissions: Step = {
  name: 'permissions',
  asks: 'May the user be offered conversations, and serve them?',
  needs: ['clock'],
  async ask(facts) {
    const { accountId } = known(facts, 'platform');
    const { userId, userPid } = known(facts, 'grant');
    const line = known(facts, 'line');
    const self = agentIdentity(accountId, userId, userPid);
    const wishes = [
      { to: 'be offered conversations', request: subscribeRoutingTasks(accountId, self) },
      { to: 'see its own conversations', request: subscribeConversations('assigned', self) },
    ];
    for (const { to, request } of wishes) {
      await line.request(request).catch((error: unknown) => {
        throw error instanceof RequestRefusedError ? refusal(facts, to, error) : error;
      });
    }
    const { oddities, says } = await describeUser(facts);
    if (oddities.length === 0) return { says: `rings and conversations; ${says}` };
    return { outcome: 'warned', says: `rings and conversations; ${says}. But ${oddities.join('; and ')}.` };
  },
};

function refusal(facts: Facts, to: string, { requestType, status }: RequestRefusedError): RequestRefusedError {
  const { accountId } = known(facts, 'platform');
  const { userId } = known(facts, 'grant');
  const message = `Account ${accountId}: user ${userId} may not ${to} (${requestType}, code ${status}). Give it a profile for messaging agents, and check that messaging is switched on for the account.`;
  return new RequestRefusedError(requestType, status, message);
}
