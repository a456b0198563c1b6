import { stopOnSignals } from '../../running/stop-on-signals.js';
import type { CliProcess } from '../process/cli-process.js';
import { withEnvFile } from '../process/with-env-file.js';
import { examine } from './examine.js';
import { asJson, resultLine, verdict } from './report.js';
import { steps } from './steps/steps.js';

export interface VisitOptions {
  readonly envFile?: string;
  readonly json?: true;
  /** Milliseconds for each answer. */
  readonly timeout: number;
}

/** Examines the account of an environment, prints what it finds, and leaves the exit code. */
export async function visit(host: CliProcess, { envFile, json, timeout }: VisitOptions): Promise<void> {
  const env = envFile === undefined ? host.env : withEnvFile(host.env, host.cwd(), envFile);
  const interrupted = new AbortController();
  const release = stopOnSignals(host, () => interrupted.abort());
  try {
    const examination = await examine({
      steps,
      facts: { env, terms: { timeout, signal: interrupted.signal } },
      tell: (result) => (json ? undefined : host.stdout.write(resultLine(result))),
    });
    host.stdout.write(json ? asJson(examination) : verdict(examination));
    host.exitCode = examination.exitCode;
  } finally {
    release();
  }
}
