import type { ChatState } from '../chat/chat-state.js';
import { closing } from '../chat/status.js';
import { type Entry, timeline } from '../chat/timeline.js';
import { openQuestion } from '../chat/transcript.js';
import { build } from './build.js';
import { choiceButton } from './choice-button.js';
import { type MessageActions, MessageView } from './message-view.js';

/** Nearer to the end than this, in pixels, the list follows what is said. */
const NEAR = 80;

/** The conversation as bubbles, and under the last one what can be tapped or how it ended. */
export class MessageList {
  private views = new Map<string, MessageView>();
  private readonly tail = build('div', {});
  private tailKey = '';

  constructor(
    private readonly list: HTMLElement,
    private readonly actions: MessageActions,
  ) {}

  /** Leaves alone what has not changed: focus and scroll position stay, and a screen reader hears only what is new. */
  show(state: ChatState): void {
    const { list } = this;
    const following = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    const views = new Map(timeline(state).map((entry) => [entry.key, this.viewOf(entry)]));
    for (const [key, { element }] of this.views) if (!views.has(key)) element.remove();
    this.views = views;
    this.showTail(state);
    arrange(list, [...[...views.values()].map(({ element }) => element), this.tail]);
    if (following) list.scrollTop = list.scrollHeight;
  }

  private viewOf(entry: Entry): MessageView {
    const known = this.views.get(entry.key);
    known?.show(entry);
    return known ?? new MessageView(entry, this.actions);
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
    this.tail.className = ended === '' ? 'choices' : 'ending';
    this.tail.replaceChildren(ended);
    if (open === undefined || question === undefined) return;
    const place = { dialogId: open.id, sequence: question.sequence };
    const tap = this.actions.onTap;
    this.tail.append(...question.quickReplies.map((reply) => choiceButton(reply, () => tap(reply, place))));
  }
}

/** Brings the children into this order and moves only those that are out of place. */
function arrange(list: HTMLElement, elements: readonly HTMLElement[]): void {
  for (const [index, element] of elements.entries()) {
    const there = list.children.item(index);
    if (there !== element) list.insertBefore(element, there);
  }
}
