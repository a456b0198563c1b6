import type { Body, ChatMessage, Side } from './chat-message.js';
import type { ChatState, Outgoing } from './chat-state.js';
import { nameOf } from './name-of.js';
import type { Transcript } from './transcript.js';

/** One bubble. */
export interface Entry {
  readonly key: string;
  readonly side: Side;
  readonly who: string;
  /** Whether somebody else spoke before. */
  readonly first: boolean;
  readonly body: Body;
  readonly at?: number;
  /** What became of a message of the consumer. */
  readonly tick?: 'sending' | 'sent' | 'read' | 'unsent';
  /** Where a tap on a button of the message belongs. */
  readonly place?: Place;
}

export interface Place {
  readonly dialogId: string;
  readonly sequence: number;
}

/** Everything said in the conversation: dialog after dialog, by sequence, and at the end what is on its way. */
export function timeline(state: ChatState): readonly Entry[] {
  if (state.cleared) return state.outgoing.map((one, index) => onItsWay(one, index === 0));
  const said = dialogIds(state).flatMap((dialogId) => {
    const transcript = state.transcripts.get(dialogId);
    return (transcript?.messages ?? []).map((message, index, all) =>
      spoken(state, { dialogId, transcript, message, before: all[index - 1] }),
    );
  });
  const silent = said.at(-1)?.side !== 'consumer';
  return [...said, ...state.outgoing.map((one, index) => onItsWay(one, silent && index === 0))];
}

const dialogIds = ({ conversation }: ChatState): readonly string[] =>
  (conversation?.dialogs ?? []).toSorted((a, b) => (a.creationTs ?? 0) - (b.creationTs ?? 0)).map(({ id }) => id);

interface Spoken {
  readonly dialogId: string;
  readonly transcript: Transcript | undefined;
  readonly message: ChatMessage;
  readonly before: ChatMessage | undefined;
}

function spoken(state: ChatState, { dialogId, transcript, message, before }: Spoken): Entry {
  const { sequence, side, speaker, body, at } = message;
  return {
    key: `${dialogId}:${sequence}`,
    side,
    who: nameOf(state, message),
    first: before?.speaker !== speaker,
    body,
    ...(at === undefined ? {} : { at }),
    ...(side === 'consumer' ? { tick: transcript?.read.has(sequence) ? 'read' : 'sent' } : {}),
    place: { dialogId, sequence },
  };
}

const onItsWay = ({ key, text, delivery }: Outgoing, first: boolean): Entry => ({
  key,
  side: 'consumer',
  who: 'You',
  first,
  body: { kind: 'text', text },
  tick: delivery.phase,
});
