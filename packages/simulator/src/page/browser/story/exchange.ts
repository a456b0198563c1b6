import type { ChatState } from '../chat/chat-state.js';
import type { ChatMessage } from '../chat/chat-message.js';

/** What a consumer said, and the answers to it. */
export interface Exchange {
  readonly key: string;
  readonly who: string;
  readonly text: string;
  readonly at: number;
  /** Whether nobody waits for an answer to it: the bot has said that it is done, or it is not the bot's any more. */
  readonly handled: boolean;
  readonly answers: readonly Answer[];
}

export interface Answer {
  /** The first time. */
  readonly at: number;
  /** How often it arrived. It should be once. */
  readonly times: number;
}

/** The id that a Holdfast bot gives its replies: of the dialog, of the message, and the number of the reply. */
const REPLY = /^hf:.*:(\d+):\d+$/;

/** Everything that one consumer said in the conversation that is shown. */
export const exchanges = (who: string, { conversation, transcripts, notes }: ChatState): readonly Exchange[] => {
  // Whoever has handed a conversation over owes nothing any more, and no receipt either.
  const handedOver = notes.findLast(({ kind }) => kind === 'transferred')?.at ?? -Infinity;
  const isOver = conversation?.stage === 'CLOSE';
  return [...transcripts].flatMap(([dialogId, { messages, read }]) =>
    messages
      .filter(({ side }) => side === 'consumer')
      .map((message) => ({
        key: `${dialogId}:${message.sequence}`,
        who,
        text: textOf(message),
        at: message.at ?? 0,
        handled: isOver || read.has(message.sequence) || (message.at ?? 0) <= handedOver,
        answers: answersTo(message, messages),
      })),
  );
};

function answersTo({ sequence }: ChatMessage, messages: readonly ChatMessage[]): readonly Answer[] {
  const byId = new Map<string, Answer>();
  for (const { side, externalId = '', at = 0 } of messages) {
    if (side !== 'brand' || Number(REPLY.exec(externalId)?.[1] ?? -1) !== sequence) continue;
    const known = byId.get(externalId);
    byId.set(externalId, { at: known?.at ?? at, times: (known?.times ?? 0) + 1 });
  }
  return [...byId.values()];
}

const SHORT = 40;

function textOf({ body }: ChatMessage): string {
  if (body.kind === 'text') return body.text.length > SHORT ? `${body.text.slice(0, SHORT)}…` : body.text;
  return body.kind === 'file' ? 'a picture' : 'a card';
}
