import { RequestRefusedError, setAgentState } from '@holdfast/core/internal';
import { agentIdentity } from '@holdfast/core/protocol';
import { known, type Step } from '../plan/step.js';

/** Only AWAY is tried: an agent who is ONLINE would be offered a conversation, and keep a consumer waiting. */
export const agentState: Step = {
  name: 'agent-state',
  asks: 'May the user set its state for routing?',
  needs: ['clock'],
  async ask(facts) {
    const { accountId } = known(facts, 'platform');
    const { userId, userPid } = known(facts, 'grant');
    const request = setAgentState('AWAY', agentIdentity(accountId, userId, userPid));
    try {
      await known(facts, 'line').request(request);
    } catch (error) {
      throw error instanceof RequestRefusedError ? refusal(accountId, userId, error) : error;
    }
    return { says: 'yes; it is AWAY now' };
  },
};

const refusal = (
  accountId: string,
  userId: string,
  { requestType, status }: RequestRefusedError,
): RequestRefusedError =>
  new RequestRefusedError(
    requestType,
    status,
    `Account ${accountId}: user ${userId} may not set its state (code ${status}), so it would never be offered a conversation. Give it a profile for messaging agents.`,
  );
