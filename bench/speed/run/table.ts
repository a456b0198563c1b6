import type { Contender } from './arena.js';
import type { Result } from './run-scenarios.js';

const columns: readonly Contender[] = ['bare', 'holdfast', 'sdk', 'sdk-tracked'];
const heads: Readonly<Record<Contender, string>> = {
  bare: 'bare ws',
  holdfast: 'Holdfast',
  sdk: 'node-agent-sdk',
  'sdk-tracked': 'same, tracked',
};

/** The results in Markdown: the median of each contender with its ratio to the bare socket, and the judgement. */
export function table(results: readonly Result[]): string {
  const head = ['case', ...columns.map((column) => heads[column]), 'judged', 'must', 'aim', ''];
  const lines = [head, head.map(() => '---'), ...results.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
}

function cells({ row, medians, judged, verdict }: Result): readonly string[] {
  const { judge, title, unit } = row;
  const sign = judge.better === 'more' ? '≥' : '≤';
  const times = 'against' in judge ? ` × ${heads[judge.against]}` : '';
  return [
    `${title} (${unit})`,
    ...columns.map((column) => cell(medians[column], medians.bare)),
    judged === undefined ? '' : `${figure(judged)}${times}`,
    judge.must === undefined ? '' : `${sign} ${judge.must}`,
    judge.aim === undefined ? '' : `${sign} ${judge.aim}`,
    verdict,
  ];
}

const cell = (value: number | undefined, bare: number | undefined): string =>
  value === undefined ? '' : bare === undefined ? figure(value) : `${figure(value)} (${(value / bare).toFixed(2)})`;

const figure = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en') : value >= 100 ? value.toFixed(0) : value.toFixed(2);
