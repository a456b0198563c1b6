import type { ConversationSnapshot } from '@holdfast/core/protocol';
import type { ChatState } from './chat-state.js';
import { nameOf } from './name-of.js';

/** Where the conversation stands, in words for its consumer. */
export function status(state: ChatState): string {
  const { conversation, cleared } = state;
  if (conversation === undefined || cleared) return 'No conversation yet';
  if (conversation.stage === 'CLOSE') return closing(conversation);
  if (conversation.state === 'CLOSE') return 'Closed, a survey follows';
  const agent = conversation.participants.find(({ role }) => role === 'ASSIGNED_AGENT');
  if (agent) return `Talking to ${nameOf(state, { speaker: agent.pid ?? agent.id, role: agent.role })}`;
  if (!state.hadAgent) return 'Waiting for an agent';
  const skill = conversation.skillId === undefined ? '' : ` to skill ${conversation.skillId}`;
  return `Transferred${skill}, waiting`;
}

/** How a closed conversation ended. */
export function closing({ closeReason = '' }: ConversationSnapshot): string {
  const by = causes.get(closeReason);
  return by === undefined ? 'Closed' : `Closed ${by}`;
}

const causes: ReadonlyMap<string, string> = new Map([
  ['AGENT', 'by the agent'],
  ['CONSUMER', 'by you'],
  ['TIMEOUT', 'after a long silence'],
  ['SYSTEM', 'by the platform'],
]);
