import type { Choice } from '../chat/choice.js';
import type { Entry } from '../chat/timeline.js';
import { build } from './build.js';
import { richContent } from './rich-content.js';

export interface MessageActions {
  readonly onTap: (choice: Choice, entry: Entry) => void;
  readonly onRetry: (entry: Entry) => void;
}

/** One bubble, with who speaks above and what became of it below. */
export function message(entry: Entry, { onTap, onRetry }: MessageActions): HTMLElement {
  const { side, who, first, body, tick } = entry;
  const bubble =
    body.kind === 'text'
      ? build('div', { class: 'bubble' }, body.text)
      : build(
          'div',
          { class: 'bubble rich' },
          richContent(body.element, (choice) => onTap(choice, entry)),
        );
  const classes = ['message', side, ...(first ? ['first'] : []), ...(tick === 'unsent' ? ['unsent'] : [])];
  const meta = build('p', { class: 'meta' }, ...metaContent(entry, onRetry));
  const name = build('p', { class: first ? 'who' : 'unseen' }, who);
  return build('article', { class: classes.join(' ') }, name, bubble, meta);
}

const ticks = { sending: 'Sending', sent: '✓ Sent', read: '✓✓ Read' } as const;

function metaContent(entry: Entry, onRetry: MessageActions['onRetry']): readonly (Node | string)[] {
  const { at, tick } = entry;
  if (tick === 'unsent') {
    const retry = build('button', { type: 'button' }, 'Send again');
    retry.addEventListener('click', () => onRetry(entry));
    return ['May not have arrived.', retry];
  }
  const time = at === undefined ? [] : [clock.format(at)];
  return [[...time, ...(tick === undefined ? [] : [ticks[tick]])].join(' · ')];
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
