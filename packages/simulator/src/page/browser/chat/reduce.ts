import type { ConversationChange, ConversationSnapshot, MessageEvent } from '@holdfast/core/protocol';
import type { ChatEvent } from './chat-event.js';
import { type ChatState, initialState, type Link, type Outgoing } from './chat-state.js';
import { notesBetween } from './note.js';
import { addEvent, emptyTranscript, stillTyping } from './transcript.js';

/** What the page shows after an event. */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'linkChanged':
      return linkChanged(state, event.link);
    case 'identityLost':
      return { ...initialState, link: state.link };
    case 'conversationChanged':
      return conversationChanged(state, event.change);
    case 'heard':
      return heard(state, event.message);
    case 'named':
      return { ...state, names: new Map(state.names).set(event.id, event.name) };
    case 'saying':
      return saying(state, { key: event.key, text: event.text, delivery: { phase: 'sending' } });
    case 'said': {
      const { key, dialogId, sequence } = event;
      return withoutEchoes(delivered(state, key, { phase: 'sent', dialogId, sequence }));
    }
    case 'unsaid':
      return delivered(state, event.key, { phase: 'unsent' });
    case 'withdrawn':
      return { ...state, outgoing: state.outgoing.filter(({ key }) => key !== event.key) };
    case 'cleared':
      return { ...withoutNotice(state), cleared: state.conversation?.stage !== 'OPEN' };
    case 'refused':
      return { ...state, notice: event.notice };
  }
}

/** Nobody can be seen writing over a lost connection. */
function linkChanged(state: ChatState, link: Link): ChatState {
  const transcripts = new Map([...state.transcripts].map(([id, one]) => [id, stillTyping(one, undefined)]));
  return link === 'live' ? { ...state, link } : { ...state, link, transcripts };
}

function conversationChanged(state: ChatState, { type, conversation }: ConversationChange): ChatState {
  const current = state.conversation;
  if (type === 'DELETE') return state;
  if (current === undefined || current.id !== conversation.id) {
    return current === undefined || precedes(conversation, current) ? shown(state, conversation) : state;
  }
  const late = (conversation.metaDataLastUpdateTs ?? Infinity) < (current.metaDataLastUpdateTs ?? 0);
  if (late) return state;
  const notes = [...state.notes, ...notesBetween(current, conversation)];
  return { ...state, conversation, notes, hadAgent: state.hadAgent || hasAgent(conversation) };
}

/** Moves to another conversation. What was said in it may have been heard before the platform described it. */
function shown(state: ChatState, conversation: ConversationSnapshot): ChatState {
  const dialogs = new Set(conversation.dialogs.map(({ id }) => id));
  const transcripts = new Map([...state.transcripts].filter(([id]) => dialogs.has(id)));
  const cleared = state.cleared && conversation.stage !== 'OPEN';
  return { ...state, conversation, transcripts, cleared, notes: [], hadAgent: hasAgent(conversation) };
}

/** An open conversation goes before a closed one, and a newer before an older. */
function precedes(one: ConversationSnapshot, other: ConversationSnapshot): boolean {
  if (one.stage !== other.stage) return one.stage === 'OPEN';
  return (one.startTs ?? 0) > (other.startTs ?? 0);
}

const hasAgent = ({ participants }: ConversationSnapshot): boolean =>
  participants.some(({ role }) => role === 'ASSIGNED_AGENT');

function heard(state: ChatState, message: MessageEvent): ChatState {
  const { dialogId, role } = message;
  const transcript = addEvent(state.transcripts.get(dialogId) ?? emptyTranscript, message);
  const transcripts = new Map(state.transcripts).set(dialogId, transcript);
  return withoutEchoes({ ...state, transcripts, hadAgent: state.hadAgent || role === 'ASSIGNED_AGENT' });
}

const saying = (state: ChatState, outgoing: Outgoing): ChatState => ({
  ...withoutNotice(state),
  outgoing: [...state.outgoing, outgoing],
});

const delivered = (state: ChatState, key: string, delivery: Outgoing['delivery']): ChatState => ({
  ...state,
  outgoing: state.outgoing.map((one) => (one.key === key ? { ...one, delivery } : one)),
});

/** What the transcript shows by now need not be shown a second time. */
function withoutEchoes(state: ChatState): ChatState {
  const outgoing = state.outgoing.filter(({ delivery }) => {
    if (delivery.phase !== 'sent') return true;
    const messages = state.transcripts.get(delivery.dialogId)?.messages ?? [];
    return !messages.some(({ sequence }) => sequence === delivery.sequence);
  });
  return outgoing.length === state.outgoing.length ? state : { ...state, outgoing };
}

function withoutNotice({ notice: _, ...state }: ChatState): ChatState {
  return state;
}
