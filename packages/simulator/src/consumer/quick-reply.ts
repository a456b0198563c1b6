import { type EventContent, field, isObject, type Metadata, readList, readText } from '@holdfast/core/protocol';

/** What a tap on a quick reply sends. */
export interface QuickReply {
  readonly text: string;
  readonly metadata: readonly Metadata[];
}

/** Whether a message offers quick replies. */
export const offersReplies = (event: EventContent): boolean => repliesOf(event).length > 0;

/** The quick reply of this title in a message; without a text of its own it says its title. */
export function quickReply(event: EventContent, title: string): QuickReply | undefined {
  const reply = repliesOf(event).find((one) => field(one, 'title') === title);
  if (reply === undefined) return undefined;
  const click = field(reply, 'click');
  const action = readList(field(click, 'actions')).find((one) => field(one, 'type') === 'publishText');
  return {
    text: readText(field(action, 'text'), 5_000) ?? title,
    metadata: readList(field(click, 'metadata')).filter(isMetadata),
  };
}

const repliesOf = (event: EventContent): readonly unknown[] =>
  'quickReplies' in event ? readList(field(event.quickReplies, 'replies')) : [];

const isMetadata = (value: unknown): value is Metadata => isObject(value) && typeof value['type'] === 'string';
