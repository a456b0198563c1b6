import type { Choice } from '../chat/choice.js';
import type { RichElement } from '../chat/rich-element.js';
import { ChoiceButton } from './choice-button.js';

export interface RichContentProps {
  readonly element: RichElement;
  readonly onTap: (choice: Choice) => void;
}

/** Structured content: what came as data is shown as text, pictures and buttons, never as markup. */
export function RichContent({ element, onTap }: RichContentProps) {
  switch (element.kind) {
    case 'container': {
      const inner = element.elements.map((one, index) => <RichContent key={index} element={one} onTap={onTap} />);
      if (element.layout !== 'carousel') return <div class={element.layout}>{inner}</div>;
      return (
        <div class="carousel" role="group" aria-label="Cards" tabIndex={0}>
          {inner}
        </div>
      );
    }
    case 'text':
      return <p class="rich-text">{element.text}</p>;
    case 'image':
      return <img class="picture" src={element.url} alt={element.caption} referrerpolicy="no-referrer" />;
    case 'button':
      return <ChoiceButton choice={element.choice} onTap={onTap} />;
    case 'odd':
      return <p class="odd">Cannot be shown here: {element.type}</p>;
  }
}
