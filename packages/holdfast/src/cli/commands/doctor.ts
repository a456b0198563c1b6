import { Command } from 'commander';
import type { VisitOptions } from '../doctor/visit.js';
import type { CliProcess } from '../process/cli-process.js';
import { readMilliseconds } from '../process/read-milliseconds.js';

export const doctorCommand = (host: CliProcess): Command =>
  new Command('doctor')
    .description('walk an account step by step, as a bot would, and say what is wrong with it')
    .option('--env-file <file>', 'read variables from a file; those of the environment come first')
    .option('--json', 'print one JSON object instead of lines')
    .option('--timeout <ms>', 'how long to wait for each answer', readMilliseconds, 10_000)
    .addHelpText('after', NOTES)
    .action(async (options: VisitOptions) => {
      // All that a bot is made of: only this command has to wait for it.
      const { visit } = await import('../doctor/visit.js');
      await visit(host, options);
    });

const NOTES = `
It reads the same variables as a bot: LP_ACCOUNT_ID, LP_USERNAME, LP_APP_KEY … It logs in, is AWAY throughout, accepts no
conversation, and logs out. Run it while the bot is stopped: a second login of the same user ends the first.

Exit codes: 0 a bot can work here; 1 a failure that may pass; 2 a mistake in the configuration, or a refusal.`;
