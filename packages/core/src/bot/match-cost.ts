/**
 * Estimates how many steps a backtracking search may take for a text of some length: never less than the order of the
 * worst case. Each choice in the pattern multiplies the ways to try; a group that repeats with a choice inside has no
 * such bound, and gives `Infinity`.
 */
export function matchCost(pattern: RegExp): (length: number) => number {
  const { factor, open } = choicesIn(tokensOf(pattern));
  return (length) => factor * (length + 1) ** (open + 1);
}

/** The choices of a group, or of the whole pattern. */
interface Choices {
  /** The ways to try that do not depend on the text. */
  factor: number;
  /** How many quantifiers repeat as often as the text allows. */
  open: number;
  alternatives: number;
}

function choicesIn(tokens: readonly string[]): Choices {
  const groups: Choices[] = [];
  let group: Choices = { factor: 1, open: 0, alternatives: 1 };
  tokens.forEach((token, index) => {
    if (token.startsWith('(')) {
      groups.push(group);
      group = { factor: 1, open: 0, alternatives: 1 };
    } else if (token === ')') {
      const inner = closed(group);
      const repeats = quantifier.test(tokens[index + 1] ?? '') && tokens[index + 1] !== '?';
      group = groups.pop() ?? { factor: 1, open: 0, alternatives: 1 };
      group.factor *= repeats && (inner.factor > 1 || inner.open > 0) ? Infinity : inner.factor;
      group.open += inner.open;
    } else if (token === '|') {
      group.alternatives += 1;
    } else if (token === BACKREFERENCE) {
      group.open += 1;
    } else if (quantifier.test(token)) {
      // A question mark behind a quantifier makes it lazy, and doubles the estimate for nothing.
      const { least, comma, most } = quantifier.exec(token)?.groups ?? {};
      if (token === '?') group.factor *= 2;
      else if (most !== undefined && most !== '') group.factor *= Number(most) - Number(least) + 1;
      else if (comma !== undefined || least === undefined) group.open += 1;
    }
  });
  return closed(group);
}

const quantifier = /^(?:[*+?]|\{(?<least>\d+)(?<comma>,(?<most>\d*))?\})$/;

const closed = (group: Choices): Choices => ({ ...group, factor: group.factor * group.alternatives });

const BACKREFERENCE = '\\';
const ATOM = '.';

/** Splits a pattern; escapes and classes are one atom each, and the openings of groups are whole. */
function tokensOf({ source, flags }: RegExp): readonly string[] {
  const plain = source.replaceAll(/\\(?:[1-9]\d*|k<[^>]*>|[^])/g, (escape) =>
    /^\\[1-9k]/.test(escape) ? BACKREFERENCE : ATOM,
  );
  const classless = withoutClasses(plain, flags.includes('v'));
  return classless.match(/\((?:\?(?:<?[=!]|<[^>]*>|[\w-]*:))?|\{\d+(?:,\d*)?\}|[^]/g) ?? [];
}

/** With the flag `v`, classes may hold classes; without it, the first `]` ends one. */
function withoutClasses(source: string, nested: boolean): string {
  let depth = 0;
  return Array.from(source, (character) => {
    const inside = depth > 0;
    if (character === '[' && (nested || !inside)) depth += 1;
    else if (character === ']' && inside) depth -= 1;
    return depth > 0 ? '' : inside ? ATOM : character;
  }).join('');
}
