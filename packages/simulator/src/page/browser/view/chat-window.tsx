import { useEffect } from 'preact/hooks';
import type { ChatState, Link } from '../chat/chat-state.js';
import { nameOf } from '../chat/name-of.js';
import { status } from '../chat/status.js';
import type { Person } from '../people/person.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';
import { useStateOf } from './use-state-of.js';

const links: Readonly<Record<Link, string>> = { connecting: 'Connecting', live: 'Connected', lost: 'Reconnecting' };
const tones: Readonly<Record<Link, string>> = { connecting: 'wait', live: 'good', lost: 'bad' };

export interface ChatWindowProps {
  readonly person: Person;
  /** Whether it stands in front. */
  readonly shown: boolean;
}

/** One consumer's chat with the brand. */
export function ChatWindow({ person: { name, store, consumer, presence }, shown }: ChatWindowProps) {
  const state = useStateOf(store);
  useEffect(() => {
    const look = () => void (shown && document.visibilityState === 'visible' && presence.looks());
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [presence, shown, state]);
  const { link, conversation, cleared, notice } = state;
  const isOpen = conversation?.stage === 'OPEN';
  return (
    <div class="chat">
      <div class="chat-head">
        <div>
          <p class="status" role="status">
            {status(state)}
          </p>
          <p class={`link ${tones[link]}`}>
            <span class="dot" /> {links[link]}
          </p>
        </div>
        <button
          type="button"
          class="quiet"
          disabled={conversation === undefined || isOpen || cleared}
          onClick={() => store.apply({ type: 'cleared' })}
        >
          New<span class="unseen"> conversation of {name}</span>
        </button>
        <button type="button" class="quiet" disabled={link !== 'live' || !isOpen} onClick={() => void consumer.close()}>
          Close<span class="unseen"> conversation of {name}</span>
        </button>
      </div>
      <MessageList
        who={name}
        state={state}
        actions={{
          onTap: (choice, place) => void consumer.tap(choice, place),
          onRetry: (key, text) => void consumer.sayAgain(key, text),
          addressOf: (file) => consumer.addressOf(file),
        }}
      />
      <p class="typing" role="status">
        {typingText(state)}
      </p>
      {notice !== undefined && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <Composer
        who={name}
        disabled={link !== 'live'}
        onWrite={() => presence.writes()}
        onSay={(text) => {
          presence.rests();
          void consumer.say(text);
        }}
        onShare={(file) => void consumer.share(file)}
      />
    </div>
  );
}

function typingText(state: ChatState): string {
  const open = state.conversation?.dialogs.find((dialog) => dialog.state === 'OPEN');
  const writer = open && state.transcripts.get(open.id)?.typing;
  return writer === undefined ? '' : `${nameOf(state, { speaker: writer, role: 'ASSIGNED_AGENT' })} is typing …`;
}
