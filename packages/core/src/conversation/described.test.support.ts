import { agentIdentity } from '../protocol/agent-id.js';
import type { ConversationChange, ConversationSnapshot, DialogSnapshot } from '../protocol/conversation-change.js';

export const self = agentIdentity('12345678', '3000000001', 'a1b2c3d4-1111-5222-8333-444455556666');
export const colleague = '12345678.3000000002';
export const consumer = '3b1c0000-0000-4000-8000-000000000001';
export const id = '0c0ffee0-0000-4000-8000-000000000001';

export const main = (more: Partial<DialogSnapshot> = {}): DialogSnapshot => ({
  id,
  type: 'MAIN',
  channelType: 'MESSAGING',
  state: 'OPEN',
  participants: [
    { id: consumer, role: 'CONSUMER', state: 'ACTIVE' },
    { id: self.oldId, role: 'ASSIGNED_AGENT', state: 'ACTIVE' },
  ],
  ...more,
});

/** A conversation that this bot is to answer. */
export const described = (more: Partial<ConversationSnapshot> = {}): ConversationSnapshot => ({
  id,
  state: 'OPEN',
  stage: 'OPEN',
  skillId: '300',
  participants: [
    { id: consumer, role: 'CONSUMER' },
    { id: self.oldId, pid: 'a1b2c3d4-1111-5222-8333-444455556666', role: 'ASSIGNED_AGENT' },
  ],
  dialogs: [main()],
  unread: {},
  metaDataLastUpdateTs: 1_000,
  ...more,
});

export const upsert = (more: Partial<ConversationSnapshot> = {}): ConversationChange => ({
  type: 'UPSERT',
  conversation: described(more),
});

export const gone = (more: Partial<ConversationSnapshot> = {}): ConversationChange => ({
  type: 'DELETE',
  conversation: described(more),
});
