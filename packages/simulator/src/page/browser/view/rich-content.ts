import type { Choice } from '../chat/choice.js';
import type { RichElement } from '../chat/rich-element.js';
import { build } from './build.js';
import { choiceButton } from './choice-button.js';

/** Structured content as elements. */
export function richContent(element: RichElement, onTap: (choice: Choice) => void): HTMLElement {
  switch (element.kind) {
    case 'container': {
      const sideways: Readonly<Record<string, string>> = element.layout === 'carousel' ? { tabindex: '0' } : {};
      const inner = element.elements.map((one) => richContent(one, onTap));
      return build('div', { class: element.layout, ...sideways }, ...inner);
    }
    case 'text':
      return build('p', { class: 'rich-text' }, element.text);
    case 'image':
      return build('img', { class: 'picture', src: element.url, alt: element.caption, referrerpolicy: 'no-referrer' });
    case 'button':
      return choiceButton(element.choice, onTap);
    case 'odd':
      return build('p', { class: 'odd' }, `Cannot be shown here: ${element.type}`);
  }
}
