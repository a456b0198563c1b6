import { fault } from './fault.js';
import { fields, type Fields, optional, whole } from './check.js';

/** Limits that belong to the whole of some content. What the platform says about single fields is fixed. */
export interface ContentLimits {
  /** How deep elements may lie in each other; the outermost is 1. @default 8 */
  readonly depth: number;
  /** How many elements there may be, in all layouts together. @default 256 */
  readonly elements: number;
  /** Characters of the publish request as JSON, the ids of conversation and dialog included. @default 5_000 */
  readonly characters: number;
  /** Characters of the title of a quick reply. Longer ones are cut after 22 by LivePerson's own windows. @default 25 */
  readonly replyTitle: number;
}

/** `depth` and `elements` in total are our own; see docs/content.md. The others are the platform's. */
export const contentLimits: ContentLimits = Object.freeze({
  depth: 8,
  elements: 256,
  characters: 5_000,
  replyTitle: 25,
});

/** @throws ContentError naming the limit, for example `limits.depth`. */
export function limitsWith(changes?: Partial<ContentLimits>): ContentLimits {
  if (changes === undefined) return contentLimits;
  check(changes, 'limits');
  const stranger = Object.keys(changes).find((name) => !Object.hasOwn(allowed, name));
  if (stranger !== undefined) throw fault('limits', `knows only ${Object.keys(allowed).join(', ')}`);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...contentLimits, ...Object.fromEntries(given) };
}

const allowed: Fields = {
  depth: optional(whole(1, 32)),
  elements: optional(whole(1, 10_000)),
  characters: optional(whole(1, 100_000)),
  replyTitle: optional(whole(1, 128)),
};

const check = fields(allowed);
