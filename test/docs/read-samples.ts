/** One fenced block of TypeScript in a Markdown file. */
export interface Sample {
  readonly document: string;
  /** The line of the document on which the code begins, from 1. */
  readonly line: number;
  readonly code: string;
  /** Why it is not compiled, if it is not: the word `fragment` behind `ts`, or a first line `// not compiled: …`. */
  readonly exempt?: string;
}

const OPENING = /^(?<indent>\s*)(?<fence>`{3,})(?:ts|typescript)\b(?<rest>.*)$/;

export function readSamples(document: string, text: string): readonly Sample[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((opening, index) => {
    const { indent = '', fence = '', rest = '' } = OPENING.exec(opening)?.groups ?? {};
    if (fence === '') return [];
    const body = lines.slice(index + 1);
    const end = body.findIndex((line) => line.trim() === fence);
    if (end === -1) throw new Error(`${document}:${index + 1} opens a fence that nothing closes.`);
    const code = body.slice(0, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    return [{ document, line: index + 2, code: code.join('\n'), ...exemption(rest, code[0] ?? '') }];
  });
}

function exemption(info: string, firstLine: string): Pick<Sample, 'exempt'> {
  if (/\bfragment\b/.test(info)) return { exempt: 'fragment' };
  const reason = /^\s*\/\/ not compiled: (?<reason>.+)$/.exec(firstLine)?.groups?.['reason'];
  return reason === undefined ? {} : { exempt: reason };
}
