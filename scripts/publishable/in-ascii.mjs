/**
 * Code in which each character outside of ASCII is written as an escape: a single one of them, an ellipsis in a message, makes V8
 * keep two bytes for each character of a file. Every line keeps its number.
 */
export function inAscii(code, name) {
  const odd = /\\[^\0-\x7f]|\bString\.raw\b/.exec(code);
  if (odd !== null) throw new Error(`${name} has text that would not survive an escape: ${odd[0]}`);
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
