import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { BotClass } from '../../run.js';
import { ExitCode } from '../../running/exit-code.js';
import type { CliProcess } from '../process/cli-process.js';
import { loadPeer } from '../process/load-peer.js';
import { loadBot } from '../replay/load-bot.js';

interface ReplayOptions {
  readonly bot: string;
  readonly export?: string;
  readonly tolerance: number;
  readonly json?: true;
}

export const replayCommand = (host: CliProcess): Command =>
  new Command('replay')
    .description('let a bot live through a recorded session, and say where it behaves differently now')
    .argument('<file>', 'what recording() or run(Bot, { record }) wrote')
    .requiredOption('--bot <module>', 'a compiled module that exports the class of the bot, such as dist/bot.js')
    .option('--export <name>', 'which of its exports, if there are several bots')
    .option('--tolerance <ms>', 'how much earlier or later a reply may come', readTolerance, 5_000)
    .option('--json', 'print the report as one JSON object')
    .addHelpText('after', NOTES)
    .action((file: string, options: ReplayOptions) => replay(host, file, options));

async function replay(host: CliProcess, file: string, { bot, export: name, tolerance, json }: ReplayOptions) {
  const kit = await loadPeer(TESTING, () => import(TESTING) as Promise<TestKit>);
  const BotClass = await loadBot(resolve(host.cwd(), bot), name);
  const report = await kit.replay(resolve(host.cwd(), file), BotClass, { tolerance });
  host.stdout.write(`${json ? JSON.stringify(report) : kit.formatReport(report)}\n`);
  host.exitCode = report.same ? ExitCode.clean : ExitCode.failed;
}

/** A name that the compiler does not look up: the test kit is built upon this package. */
const TESTING: string = '@holdfast/testing';

/** What this command needs of the test kit. */
interface TestKit {
  replay(file: string, bot: BotClass, options: { readonly tolerance: number }): Promise<{ readonly same: boolean }>;
  formatReport(report: { readonly same: boolean }): string;
}

function readTolerance(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0) return number;
  throw new InvalidArgumentError('Give milliseconds, 0 or more, or Infinity to leave time alone.');
}

const NOTES = `
Nothing leaves this process: the recording plays the platform, in virtual time. The report repeats what people wrote, as far
as the recording does.

Exit codes: 0 the bot behaves as it did; 1 it does not; 2 a mistake, such as a file that is no recording.`;
