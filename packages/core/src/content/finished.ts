import type { JsonObject } from '../protocol/read.js';
import type { BuiltContent } from './content.js';
import { contentLimits, type ContentLimits } from './limits.js';
import { checkSize } from './size.js';

/** Content whose event has been checked, but for its size. */
export function finished(event: JsonObject, { characters }: ContentLimits): BuiltContent {
  checkSize({ event }, characters);
  const own = characters === contentLimits.characters ? {} : { characters };
  return Object.freeze({ event: Object.freeze(event), ...own });
}
