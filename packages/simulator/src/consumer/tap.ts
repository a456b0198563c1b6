import { type EventContent, field, isObject, type Metadata, readList, readText } from '@holdfast/core/protocol';

/** What a tap on a quick reply or on a button sends. */
export interface Tap {
  readonly text: string;
  readonly metadata: readonly Metadata[];
}

/** Whether a message offers quick replies. */
export const offersReplies = (event: EventContent): boolean => repliesOf(event).length > 0;

/** The tap on the quick reply of this title in a message; without a text of its own it says its title. */
export const tapOnReply = (event: EventContent, title: string): Tap | undefined => tapOn(repliesOf(event), title);

/** The tap on a button of this title in a message; a button that says nothing is none. */
export const tapOnButton = (event: EventContent, title: string): Tap | undefined =>
  event.type === 'RichContentEvent' ? tapOn(speakingButtons(event.content), title) : undefined;

function tapOn(elements: readonly unknown[], title: string): Tap | undefined {
  const reply = elements.find((one) => field(one, 'title') === title);
  if (reply === undefined) return undefined;
  const click = field(reply, 'click');
  return {
    text: readText(field(publishAction(reply), 'text'), 5_000) ?? title,
    metadata: readList(field(click, 'metadata')).filter(isMetadata),
  };
}

const publishAction = (element: unknown): unknown =>
  readList(field(field(element, 'click'), 'actions')).find((one) => field(one, 'type') === 'publishText');

const speakingButtons = (element: unknown): readonly unknown[] => [
  ...(field(element, 'type') === 'button' && publishAction(element) !== undefined ? [element] : []),
  ...readList(field(element, 'elements')).flatMap(speakingButtons),
];

const repliesOf = (event: EventContent): readonly unknown[] =>
  'quickReplies' in event ? readList(field(event.quickReplies, 'replies')) : [];

const isMetadata = (value: unknown): value is Metadata => isObject(value) && typeof value['type'] === 'string';
