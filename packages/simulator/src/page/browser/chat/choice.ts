import { field, isObject, type Metadata, readList, readMetadata, readText } from '@holdfast/core/protocol';
import { safeUrl } from './safe-url.js';

/** A button that came with a message: a quick reply, or one inside structured content. */
export interface Choice {
  readonly title: string;
  readonly tooltip?: string;
  /** In the order in which a tap performs them. Empty if there is none that we know and trust. */
  readonly actions: readonly ChoiceAction[];
  /** Goes back to the platform with the tap. */
  readonly metadata: readonly Metadata[];
}

export type ChoiceAction =
  { readonly kind: 'say'; readonly text: string } | { readonly kind: 'open'; readonly url: string };

/** Reads a button element. Source: messaging.md §5.9. */
export function readChoice(button: unknown): Choice | undefined {
  const title = readText(field(button, 'title'), 1_000);
  if (!isObject(button) || title === undefined) return undefined;
  const tooltip = readText(field(button, 'tooltip'), 1_000);
  const click = field(button, 'click');
  return {
    title,
    ...(tooltip === undefined ? {} : { tooltip }),
    actions: readList(field(click, 'actions')).flatMap(readAction),
    metadata: readMetadata(field(click, 'metadata')),
  };
}

/** The buttons of a `quickReplies` object. */
export const readQuickReplies = (quickReplies: unknown): readonly Choice[] =>
  readList(field(quickReplies, 'replies'))
    .slice(0, 30)
    .map(readChoice)
    .filter((choice) => choice !== undefined);

function readAction(action: unknown): readonly ChoiceAction[] {
  const type = field(action, 'type');
  if (type === 'publishText') {
    const text = readText(field(action, 'text'), 5_000);
    return text === undefined ? [] : [{ kind: 'say', text }];
  }
  const url = type === 'link' ? safeUrl(field(action, 'uri')) : undefined;
  return url === undefined ? [] : [{ kind: 'open', url }];
}
