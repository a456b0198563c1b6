import type { Choice } from '../chat/choice.js';
import type { ChatState } from '../chat/chat-state.js';
import { closing } from '../chat/status.js';
import { type Entry, type Place, timeline } from '../chat/timeline.js';
import { openQuestion } from '../chat/transcript.js';
import { build } from './build.js';
import { choiceButton } from './choice-button.js';
import { message } from './message.js';

export interface MessageListActions {
  readonly onTap: (choice: Choice, place: Place) => void;
  readonly onRetry: (key: string, text: string) => void;
}

interface Shown {
  readonly entry: string;
  readonly element: HTMLElement;
}

/** Nearer to the end than this, the list follows what is said. */
const NEAR = 80;

/** The conversation as bubbles, the open quick replies under the last one. */
export class MessageList {
  private shown = new Map<string, Shown>();
  private readonly tail = build('div', { class: 'tail' });
  private tailKey = '';

  constructor(
    private readonly list: HTMLElement,
    private readonly actions: MessageListActions,
  ) {}

  /** Leaves alone what has not changed: focus and scroll position stay, and a screen reader hears only what is new. */
  show(state: ChatState): void {
    const { list } = this;
    const following = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    const entries = timeline(state);
    const shown = new Map(entries.map((entry) => [entry.key, this.shownAs(entry)]));
    for (const [key, { element }] of this.shown) if (shown.get(key)?.element !== element) element.remove();
    this.shown = shown;
    this.showTail(state);
    place(list, [...[...shown.values()].map(({ element }) => element), this.tail]);
    if (following) list.scrollTop = list.scrollHeight;
  }

  private shownAs(entry: Entry): Shown {
    const before = this.shown.get(entry.key);
    const description = JSON.stringify(entry);
    if (before?.entry === description) return before;
    const element = message(entry, {
      onTap: (choice, { place: at }) => at && this.actions.onTap(choice, at),
      onRetry: ({ key, body }) => body.kind === 'text' && this.actions.onRetry(key, body.text),
    });
    return { entry: description, element };
  }

  private showTail(state: ChatState): void {
    const { conversation, transcripts, cleared } = state;
    const open = conversation?.dialogs.find((dialog) => dialog.state === 'OPEN');
    const transcript = open && transcripts.get(open.id);
    const question = transcript && state.outgoing.length === 0 ? openQuestion(transcript) : undefined;
    const ended = conversation?.stage === 'CLOSE' && !cleared ? closing(conversation) : '';
    const key = `${ended}|${open?.id ?? ''}|${question?.sequence ?? ''}`;
    if (key === this.tailKey) return;
    this.tailKey = key;
    this.tail.replaceChildren();
    this.tail.className = ended === '' ? 'choices' : 'ending';
    if (ended !== '') this.tail.append(ended);
    if (open === undefined || question === undefined) return;
    const at = { dialogId: open.id, sequence: question.sequence };
    this.tail.append(...question.quickReplies.map((reply) => choiceButton(reply, () => this.actions.onTap(reply, at))));
  }
}

/** Brings the children into this order and moves only those that are out of place. */
function place(list: HTMLElement, elements: readonly HTMLElement[]): void {
  for (const [index, element] of elements.entries()) {
    const there = list.children.item(index);
    if (there !== element) list.insertBefore(element, there);
  }
}
