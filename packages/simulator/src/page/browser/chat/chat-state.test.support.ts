import {
  type ConversationSnapshot,
  type MessageEvent,
  readConversationChanges,
  readMessageEvent,
} from '@holdfast/core/protocol';
import type { ChatEvent } from './chat-event.js';
import { type ChatState, initialState } from './chat-state.js';
import { reduce } from './reduce.js';

export const AGENT = 'a1b2c3d4-1111-5222-8333-444455556666';
export const CONSUMER = '3b1c0000-0000-4000-8000-000000000000';

/** The state after these events. */
export const after = (...events: readonly ChatEvent[]): ChatState => events.reduce(reduce, initialState);

/** A conversation as the platform describes it on the wire. */
export function conversation(details: Record<string, unknown> = {}): ChatEvent {
  const convId = typeof details['convId'] === 'string' ? details['convId'] : 'c1';
  const conversationDetails = {
    state: 'OPEN',
    stage: 'OPEN',
    startTs: 1_000,
    metaDataLastUpdateTs: 1_000,
    participants: [{ id: CONSUMER, role: 'CONSUMER' }],
    dialogs: [{ dialogId: convId, dialogType: 'MAIN', state: 'OPEN', creationTs: 1_000 }],
    ...details,
    convId,
  };
  const [change] = readConversationChanges({ changes: [{ type: 'UPSERT', result: { convId, conversationDetails } }] });
  if (change === undefined) throw new Error('not a conversation');
  return { type: 'conversationChanged', change };
}

export const assigned = { participants: [{ id: AGENT, role: 'ASSIGNED_AGENT' }] };

export const closed = { state: 'CLOSE', stage: 'CLOSE', metaDataLastUpdateTs: 2_000 } satisfies Partial<
  Record<keyof ConversationSnapshot, unknown>
>;

export interface Heard {
  readonly sequence?: number;
  readonly by?: 'CONSUMER' | 'ASSIGNED_AGENT';
  readonly dialogId?: string;
  /** Epoch ms. */
  readonly at?: number;
  /** The `ExternalId` of a message. */
  readonly externalId?: string;
}

export const heard = (event: unknown, { by = 'ASSIGNED_AGENT', ...more }: Heard = {}): ChatEvent => ({
  type: 'heard',
  message: messageEvent(event, { by, ...more }),
});

export function messageEvent(
  event: unknown,
  { sequence, by = 'ASSIGNED_AGENT', dialogId = 'c1', at, externalId }: Heard,
): MessageEvent {
  const id = by === 'CONSUMER' ? CONSUMER : AGENT;
  const read = readMessageEvent({
    dialogId,
    sequence,
    originatorId: id,
    originatorMetadata: { id, role: by },
    event,
    serverTimestamp: at,
    metadata: externalId === undefined ? null : [{ type: 'ExternalId', id: externalId }],
  });
  if (read === undefined) throw new Error('not an event');
  return read;
}

export const text = (message: string, more: Record<string, unknown> = {}): unknown => ({
  type: 'ContentEvent',
  contentType: 'text/plain',
  message,
  ...more,
});

export const receipt = (status: string, ...sequenceList: readonly number[]): unknown => ({
  type: 'AcceptStatusEvent',
  status,
  sequenceList,
});

export const chatState = (state: string): unknown => ({ type: 'ChatStateEvent', chatState: state });
