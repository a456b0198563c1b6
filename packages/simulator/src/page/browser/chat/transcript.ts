import type { MessageEvent } from '@holdfast/core/protocol';
import { type ChatMessage, readChatMessage, sideOf } from './chat-message.js';

/** What is known of one dialog. */
export interface Transcript {
  /** The first sequence not heard of yet: where to catch up from. */
  readonly next: number;
  /** By sequence, each once, in whatever order they came. */
  readonly messages: readonly ChatMessage[];
  /** Sequences that somebody of the brand's side has read. */
  readonly read: ReadonlySet<number>;
  /** Sequences that the consumer's device has told to be read. */
  readonly seen: ReadonlySet<number>;
  /** Sequences of messages of which the consumer has tapped a button. */
  readonly tapped: ReadonlySet<number>;
  /** Who of the brand's side is writing. */
  readonly typing?: string;
}

export const emptyTranscript: Transcript = {
  next: 0,
  messages: [],
  read: new Set(),
  seen: new Set(),
  tapped: new Set(),
};

/** Adds one event of the dialog; a repeated one changes nothing. */
export function addEvent(transcript: Transcript, message: MessageEvent): Transcript {
  const { event, sequence } = message;
  if (event.type === 'ChatStateEvent') return typed(transcript, message);
  if (sequence === undefined) return transcript;
  const heard = { ...transcript, next: Math.max(transcript.next, sequence + 1) };
  if (event.type === 'AcceptStatusEvent') return accepted(heard, message);
  const said = readChatMessage(message);
  return said === undefined ? heard : addMessage(heard, said);
}

/** The last message, if it is the brand's and offers quick replies that were not used. */
export function openQuestion({ messages, tapped }: Transcript): ChatMessage | undefined {
  const last = messages.at(-1);
  return last?.side === 'brand' && last.quickReplies.length > 0 && !tapped.has(last.sequence) ? last : undefined;
}

/** Sequences of what the brand has said and nobody has told to be read. */
export const unseen = ({ messages, seen }: Transcript): readonly number[] =>
  messages.filter(({ side, sequence }) => side === 'brand' && !seen.has(sequence)).map(({ sequence }) => sequence);

function addMessage(transcript: Transcript, said: ChatMessage): Transcript {
  const { messages } = transcript;
  const after = messages.findLastIndex(({ sequence }) => sequence <= said.sequence);
  if (messages[after]?.sequence === said.sequence) return transcript;
  const grown = { ...transcript, messages: messages.toSpliced(after + 1, 0, said) };
  return said.side === 'brand' ? stillTyping(grown, undefined) : grown;
}

function accepted(transcript: Transcript, message: MessageEvent): Transcript {
  const { event } = message;
  if (event.type !== 'AcceptStatusEvent') return transcript;
  const including = (known: ReadonlySet<number>) => new Set([...known, ...event.sequenceList]);
  const side = sideOf(message);
  if (event.status === 'READ' && side === 'brand') return { ...transcript, read: including(transcript.read) };
  if (event.status === 'READ') return { ...transcript, seen: including(transcript.seen) };
  if (event.status === 'ACTION' && side === 'consumer') return { ...transcript, tapped: including(transcript.tapped) };
  return transcript;
}

function typed(transcript: Transcript, message: MessageEvent): Transcript {
  const { event } = message;
  if (event.type !== 'ChatStateEvent' || sideOf(message) === 'consumer') return transcript;
  const speaker = message.originatorPid ?? message.originatorId ?? '';
  return stillTyping(transcript, event.chatState === 'COMPOSING' ? speaker : undefined);
}

/** The same transcript with another writer, or none. */
export function stillTyping(transcript: Transcript, typing: string | undefined): Transcript {
  if (transcript.typing === typing) return transcript;
  const { typing: _, ...rest } = transcript;
  return typing === undefined ? rest : { ...rest, typing };
}
