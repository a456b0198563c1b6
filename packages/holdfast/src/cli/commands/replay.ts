import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { BotClass } from '../../run.js';
import { ExitCode } from '../../running/exit-code.js';
import { stopOnSignals } from '../../running/stop-on-signals.js';
import { findBotFile } from '../dev/find-bot-file.js';
import type { CliProcess } from '../process/cli-process.js';
import { loadPeer } from '../process/load-peer.js';
import { loadBot } from '../replay/load-bot.js';

interface ReplayOptions {
  readonly export?: string;
  readonly tolerance: number;
  readonly json?: true;
}

export const replayCommand = (host: CliProcess): Command =>
  new Command('replay')
    .description('let a bot live through a recorded session, and say where it behaves differently now')
    .argument('<recording>', 'what recording() or run(Bot, { record }) wrote')
    .argument('[bot-file]', 'the module that exports the bot; a usual one such as src/bot.ts, if left out')
    .option('--export <name>', 'which of its exports, if there are several bots')
    .option('--tolerance <ms>', 'how much earlier or later a reply may come', readTolerance, 5_000)
    .option('--json', 'print the report as one JSON object')
    .addHelpText('after', NOTES)
    .action((recording: string, bot: string | undefined, options: ReplayOptions) =>
      replay(host, { recording: resolve(host.cwd(), recording), bot: findBotFile(host.cwd(), bot) }, options),
    );

interface Files {
  readonly recording: string;
  readonly bot: string;
}

async function replay(host: CliProcess, files: Files, { export: name, tolerance, json }: ReplayOptions): Promise<void> {
  const kit = await loadPeer(TESTING, () => import(TESTING) as Promise<TestKit>);
  const over = new AbortController();
  const release = stopOnSignals(host, () => over.abort());
  try {
    const BotClass = await loadBot({ file: files.bot, name }, over.signal);
    const report = await kit.replay(files.recording, BotClass, { tolerance });
    host.stdout.write(`${json ? JSON.stringify(report) : kit.formatReport(report)}\n`);
    host.exitCode = report.same ? ExitCode.clean : ExitCode.failed;
  } finally {
    release();
  }
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
as the recording does. The bot file exports the bot and does not run it.

Exit codes: 0 the bot behaves as it did; 1 it does not; 2 a mistake, such as a file that is no recording.`;
