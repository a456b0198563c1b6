const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/**
 * Whether JSON text nests objects and arrays deeper than `limit`. Text that is not JSON gives either answer.
 * The usual frame costs a few searches for a bracket; only one with many brackets is read through.
 */
export const isDeeper = (text: string, limit: number): boolean =>
  text.length > 2 * limit && hasMore(text, limit) && climbsAbove(text, limit);

function hasMore(text: string, limit: number): boolean {
  let openers = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++openers > limit) return true;
    }
  }
  return false;
}

function climbsAbove(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) quoted = !quoted;
    else if (quoted) at += character === BACKSLASH ? 1 : 0;
    else if (character === OBJECT || character === ARRAY) {
      if (++depth > limit) return true;
    } else if (character === OBJECT_END || character === ARRAY_END) depth--;
  }
  return false;
}
