/** Containers within containers. No service sends a tenth of it, and a million of them would end the process. */
const DEEPEST = 100;

/** The value of a text, or `undefined` if it is not JSON, or nested deeper than any real answer. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (quoted) {
      if (mark === BACKSLASH) at++;
      else if (mark === QUOTE) quoted = false;
    } else if (mark === QUOTE) quoted = true;
    else if (mark === BRACE || mark === BRACKET) {
      if (++depth > DEEPEST) return true;
    } else if (mark === BRACE_END || mark === BRACKET_END) depth--;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
