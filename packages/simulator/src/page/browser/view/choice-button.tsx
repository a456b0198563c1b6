import type { Choice } from '../chat/choice.js';

export interface ChoiceButtonProps {
  readonly choice: Choice;
  readonly onTap: (choice: Choice) => void;
}

/** A button to tap; one that opens an address is a link. One that does nothing we know cannot be tapped. */
export function ChoiceButton({ choice, onTap }: ChoiceButtonProps) {
  const { title, tooltip, actions } = choice;
  const address = actions.find((action) => action.kind === 'open');
  const tap = () => onTap(choice);
  if (address === undefined) {
    return (
      <button type="button" class="choice" title={tooltip} disabled={actions.length === 0} onClick={tap}>
        {title}
      </button>
    );
  }
  return (
    <a class="choice" href={address.url} target="_blank" rel="noopener noreferrer" title={tooltip} onClick={tap}>
      {title}
    </a>
  );
}
