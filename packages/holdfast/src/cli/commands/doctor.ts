import { Command } from 'commander';
import { stopOnSignals } from '../../running/stop-on-signals.js';
import { examine } from '../doctor/examine.js';
import { asJson, resultLine, verdict } from '../doctor/report.js';
import { steps } from '../doctor/steps/steps.js';
import type { CliProcess } from '../process/cli-process.js';
import { readMilliseconds } from '../process/read-milliseconds.js';
import { withEnvFile } from '../process/with-env-file.js';

interface DoctorOptions {
  readonly envFile?: string;
  readonly json?: true;
  readonly timeout: number;
}

export const doctorCommand = (host: CliProcess): Command =>
  new Command('doctor')
    .description('walk an account step by step, as a bot would, and say what is wrong with it')
    .option('--env-file <file>', 'read variables from a file; those of the environment come first')
    .option('--json', 'print one JSON object instead of lines')
    .option('--timeout <ms>', 'how long to wait for each answer', readMilliseconds, 10_000)
    .addHelpText('after', NOTES)
    .action((options: DoctorOptions) => visit(host, options));

async function visit(host: CliProcess, { envFile, json, timeout }: DoctorOptions): Promise<void> {
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

const NOTES = `
It reads the same variables as a bot: LP_ACCOUNT_ID, LP_USERNAME, LP_APP_KEY … It logs in, is AWAY throughout, accepts no
conversation, and logs out. Run it while the bot is stopped: a second login of the same user ends the first.

Exit codes: 0 a bot can work here; 1 a failure that may pass; 2 a mistake in the configuration, or a refusal.`;
