import type { Choice } from '../chat/choice.js';
import { build } from './build.js';

/** A button to tap; one that opens an address is a link. One that does nothing we know cannot be tapped. */
export function choiceButton(choice: Choice, onTap: (choice: Choice) => void): HTMLElement {
  const { title, tooltip, actions } = choice;
  const hint: Readonly<Record<string, string>> = tooltip === undefined ? {} : { title: tooltip };
  const address = actions.find((action) => action.kind === 'open');
  const element =
    address === undefined
      ? build('button', { type: 'button', class: 'choice', ...hint }, title)
      : build(
          'a',
          { class: 'choice', href: address.url, target: '_blank', rel: 'noopener noreferrer', ...hint },
          title,
        );
  if (element instanceof HTMLButtonElement) element.disabled = actions.length === 0;
  element.addEventListener('click', () => onTap(choice));
  return element;
}
