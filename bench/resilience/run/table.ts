import type { Row } from './run-all.js';

/** The table in Markdown, and below it how each row was measured. */
export function table(rows: readonly Row[]): string {
  const head = ['case', 'best of the known clients', 'Holdfast must reach', 'measured', ''];
  const body = rows.map(({ of, measured }) => [
    of.title,
    of.known,
    of.bound,
    measured.value,
    measured.reached ? 'reached' : 'MISSED',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  const notes = rows.map(({ of, measured }) => `${of.name}: ${of.how}.\n  ${spelled(measured.figures)}`);
  return [[head, rule, ...body].map(line).join('\n'), ...notes].join('\n\n');
}

const spelled = (figures: Readonly<Record<string, number>>): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(1)}`)
    .join(', ');
