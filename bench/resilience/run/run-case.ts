import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Case, Measured } from './case.js';

/** How the process of a case ends. */
export type Report = { readonly measured: Measured } | { readonly failed: string };

/** Measures in a process of its own: cases share no clock, no heap and no token bucket. A case that throws has not reached its bound. */
export async function runCase({ name }: Case, seed: number): Promise<Measured> {
  const program = fileURLToPath(new URL('case-process.js', import.meta.url));
  const child = fork(program, [name, String(seed)], { execArgv: ['--enable-source-maps'] });
  const report = await new Promise<Report>((resolve) => {
    child.once('message', (content) => resolve(content as Report));
    child.once('exit', (code, signal) => resolve({ failed: `Its process ended with ${code ?? signal}.` }));
  });
  if ('measured' in report) return report.measured;
  console.error(`${name} could not be measured. ${report.failed}`);
  return { value: 'could not be measured', reached: false, figures: {} };
}
