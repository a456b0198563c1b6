import type { Metadata } from '../protocol/metadata.js';
import { type Action, checkAction } from './action.js';
import { fields, list, optional, words } from './check.js';
import type { Click } from './element.js';
import { checkMetadata } from './metadata.js';

/** How a tap can be recognized. */
export interface TapOptions {
  /** Comes back as `message.quickReply` and to `@OnClick(id)`. At most 64 characters. */
  readonly id?: string;
  /** More metadata for the consumer's message, beside the id. */
  readonly metadata?: readonly Metadata[];
}

export const tapOptions = ['id', 'metadata'] as const;

/** For elements that can do without a tap. */
export interface TappableOptions extends TapOptions {
  readonly action?: Actions<Action>;
}

export const tappableOptions = ['action', ...tapOptions] as const;

/** One action, or up to four that happen together. */
export type Actions<A> = A | readonly A[];

export function clickOn<A>(actions: Actions<A> | undefined, { id, metadata }: TapOptions): Click<A> | undefined {
  if (actions === undefined && id === undefined && metadata === undefined) return undefined;
  optional(words(64))(id, 'id');
  const own: readonly Metadata[] = id === undefined ? [] : [{ type: 'ExternalId', id }];
  if (metadata !== undefined) checkMetadata(metadata, 'metadata');
  const all = [...own, ...(metadata ?? [])];
  return {
    ...(actions === undefined ? {} : { actions: isList(actions) ? actions : [actions] }),
    ...(all.length === 0 ? {} : { metadata: all }),
  };
}

const isList = <A>(actions: Actions<A>): actions is readonly A[] => Array.isArray(actions);

/** What an element that can be tapped holds under `click`. */
export const checkClick = fields({
  actions: optional(list({ max: 4, each: checkAction })),
  metadata: optional(checkMetadata),
});
