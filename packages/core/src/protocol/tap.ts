import type { EventContent, MessageEvent } from './message-event.js';
import type { Metadata } from './metadata.js';
import { field, isObject, readList, readText } from './read.js';

/** What a tap on a quick reply or on a button sends: a receipt for this sequence, then the text. */
export interface Tap {
  readonly sequence: number;
  readonly text: string;
  readonly metadata: readonly Metadata[];
}

/**
 * The tap on the quick reply of this title in the last message that offered any, or else on the button of this title in the
 * last card that has it. A reply without a text of its own says its title; a button that says nothing is none.
 */
export function findTap(events: readonly MessageEvent[], title: string): Tap | undefined {
  const offered = events.findLast(({ event }) => repliesOf(event).length > 0);
  const tap = offered && tapOn(offered, repliesOf(offered.event), title);
  if (tap !== undefined) return tap;
  const card = events.findLast(({ event }) => buttonsOf(event).some((button) => field(button, 'title') === title));
  return card && tapOn(card, buttonsOf(card.event), title);
}

function tapOn({ sequence }: MessageEvent, elements: readonly unknown[], title: string): Tap | undefined {
  const reply = elements.find((one) => field(one, 'title') === title);
  if (reply === undefined || sequence === undefined) return undefined;
  const click = field(reply, 'click');
  return {
    sequence,
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

const buttonsOf = (event: EventContent): readonly unknown[] =>
  event.type === 'RichContentEvent' ? speakingButtons(event.content) : [];

const repliesOf = (event: EventContent): readonly unknown[] =>
  'quickReplies' in event ? readList(field(event.quickReplies, 'replies')) : [];

const isMetadata = (value: unknown): value is Metadata => isObject(value) && typeof value['type'] === 'string';
