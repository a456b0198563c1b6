/**
 * A source map that keeps the line of every place and forgets its column: a fifth of the size, and stack traces name the same
 * lines. Format: https://tc39.es/ecma426/.
 */
export function coarseMap({ mappings, names: _, ...map }) {
  const place = { source: 0, line: 0, column: 0 };
  const kept = { source: 0, line: 0, column: 0 };
  const lines = mappings.split(';').map((line) => {
    const segments = [];
    let [at, keptAt, last] = [0, 0, ''];
    for (const segment of line === '' ? [] : line.split(',')) {
      const [generated, source, original, column] = decoded(segment);
      at += generated;
      if (source === undefined) continue;
      place.source += source;
      place.line += original;
      place.column += column;
      const name = `${place.source}:${place.line}`;
      if (name === last) continue;
      last = name;
      const steps = [at - keptAt, place.source - kept.source, place.line - kept.line, -kept.column];
      segments.push(steps.map(encoded).join(''));
      keptAt = at;
      Object.assign(kept, place, { column: 0 });
    }
    return segments.join(',');
  });
  return { ...map, names: [], mappings: lines.join(';') };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Five bits of a number in each digit, the lowest first; the sixth says that more follow, the lowest of all is the sign. */
function decoded(segment) {
  const numbers = [];
  let [value, shift] = [0, 0];
  for (const sign of segment) {
    const digit = DIGITS.indexOf(sign);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

function encoded(number) {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const more = rest > 31 ? 32 : 0;
    text += DIGITS[(rest & 31) | more];
    rest >>>= 5;
  } while (rest > 0);
  return text;
}
