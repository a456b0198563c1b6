import type { Choice } from '../chat/choice.js';
import type { Entry, Place } from '../chat/timeline.js';
import { build } from './build.js';
import { richContent } from './rich-content.js';

export interface MessageActions {
  readonly onTap: (choice: Choice, place: Place) => void;
  readonly onRetry: (key: string, text: string) => void;
}

/**
 * One bubble, with who speaks above and what became of it below. What is said never changes; the rest is changed in
 * place and silently, as a screen reader must not hear a message again because somebody has read it.
 */
export class MessageView {
  readonly element = build('article', {});
  private readonly who = build('p', {});
  private readonly meta = build('p', { class: 'meta', 'aria-live': 'off' });
  private shown = '';

  constructor(
    private readonly first: Entry,
    private readonly actions: MessageActions,
  ) {
    this.element.append(this.who, this.bubble(first), this.meta);
    this.show(first);
  }

  show(entry: Entry): void {
    const { side, who, first, tick, at } = entry;
    const description = JSON.stringify([side, who, first, tick, at]);
    if (description === this.shown) return;
    this.shown = description;
    this.element.className = ['message', side, first ? 'first' : '', tick ?? ''].join(' ').trim();
    this.who.className = first ? 'who' : 'unseen';
    this.who.textContent = who;
    this.meta.replaceChildren(...this.metaContent(entry));
  }

  private bubble({ body, place }: Entry): HTMLElement {
    if (body.kind === 'text') return build('div', { class: 'bubble' }, body.text);
    const onTap = (choice: Choice) => place && this.actions.onTap(choice, place);
    return build('div', { class: 'bubble rich' }, richContent(body.element, onTap));
  }

  private metaContent({ at, tick }: Entry): readonly (Node | string)[] {
    if (tick === 'unsent') return ['May not have arrived.', this.retryButton()];
    const time = at === undefined ? [] : [clock.format(at)];
    return [[...time, ...(tick === undefined ? [] : [ticks[tick]])].join(' · ')];
  }

  private retryButton(): HTMLElement {
    const { key, body } = this.first;
    const button = build('button', { type: 'button' }, 'Send again');
    button.addEventListener('click', () => body.kind === 'text' && this.actions.onRetry(key, body.text));
    return button;
  }
}

const ticks = { sending: 'Sending', sent: '✓ Sent', read: '✓✓ Read' } as const;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
