import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatState } from '../chat/chat-state.js';
import { rows } from '../chat/rows.js';
import { closing } from '../chat/status.js';
import { openQuestion } from '../chat/transcript.js';
import { Bubble, type BubbleActions } from './bubble.js';
import { ChoiceButton } from './choice-button.js';

/** Nearer to the end than this, in pixels, the list follows what is said. */
const NEAR = 80;

export interface MessageListProps {
  readonly who: string;
  readonly state: ChatState;
  readonly actions: BubbleActions;
}

/** The conversation as bubbles, and under the last one what can be tapped or how it ended. */
export function MessageList({ who, state, actions }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  useLayoutEffect(() => {
    if (following.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  });
  const noteScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: { currentTarget: HTMLElement }) => {
    following.current = scrollHeight - scrollTop - clientHeight < NEAR;
  };
  const shown = rows(state);
  return (
    <div class="messages" role="log" aria-label={`Messages of ${who}`} tabIndex={0} ref={list} onScroll={noteScroll}>
      {shown.length === 0 && (
        <p class="empty first-words">
          You are {who}, a consumer of the brand. Write something, and the bot answers. “human” asks the example bot for
          a person.
        </p>
      )}
      {shown.map((row) =>
        row.kind === 'entry' ? (
          <Bubble key={row.key} entry={row.entry} actions={actions} />
        ) : (
          <p key={row.key} class="note">
            {row.text}
          </p>
        ),
      )}
      <Tail state={state} onTap={actions.onTap} />
    </div>
  );
}

function Tail({ state, onTap }: Pick<BubbleActions, 'onTap'> & { readonly state: ChatState }) {
  const { conversation, transcripts, cleared, outgoing } = state;
  if (conversation?.stage === 'CLOSE' && !cleared) return <p class="note">{closing(conversation)}</p>;
  const open = conversation?.dialogs.find((dialog) => dialog.state === 'OPEN');
  const transcript = open && transcripts.get(open.id);
  const question = transcript && outgoing.length === 0 ? openQuestion(transcript) : undefined;
  if (open === undefined || question === undefined) return null;
  const place = { dialogId: open.id, sequence: question.sequence };
  return (
    <div class="choices">
      {question.quickReplies.map((reply, index) => (
        <ChoiceButton key={index} choice={reply} onTap={() => onTap(reply, place)} />
      ))}
    </div>
  );
}
