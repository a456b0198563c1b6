import type { Examination, Result } from './examine.js';

const WORDS = { ok: 'ok', warned: 'odd', unneeded: '-', failed: 'FAILED', skipped: 'skipped' } as const;

/** A line for people. */
export const resultLine = ({ step, outcome, took, says, code }: Result): string => {
  const time = outcome === 'skipped' ? '' : `${took} ms`;
  const end = code === undefined ? '' : ` [${code}]`;
  return `${WORDS[outcome].padEnd(9)}${step.padEnd(15)}${time.padStart(8)}  ${says}${end}\n`;
};

/** The last line for people. */
export function verdict({ results, exitCode }: Examination): string {
  const named = (wanted: Result['outcome']): string =>
    results.flatMap(({ step, outcome }) => (outcome === wanted ? [step] : [])).join(', ');
  const failed = named('failed');
  if (exitCode !== 0) return failed === '' ? '\nIt was interrupted.\n' : `\nIt fails at: ${failed}.\n`;
  const odd = named('warned');
  return odd === '' ? '\nA bot can work here.\n' : `\nA bot can work here, but look at: ${odd}.\n`;
}

/** Everything for programs. */
export const asJson = ({ results, exitCode }: Examination): string =>
  `${JSON.stringify({ ok: exitCode === 0, exitCode, steps: results }, undefined, 2)}\n`;
