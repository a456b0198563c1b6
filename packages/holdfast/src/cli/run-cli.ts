import { Secrets } from '@holdfast/core/internal';
import { Command, CommanderError } from 'commander';
import { ExitCode, exitCodeOf } from '../running/exit-code.js';
import { devCommand } from './commands/dev.js';
import { doctorCommand } from './commands/doctor.js';
import { newCommand } from './commands/new.js';
import { replayCommand } from './commands/replay.js';
import type { CliProcess } from './process/cli-process.js';
import { environmentSecrets } from './process/environment-secrets.js';
import { failureText } from './process/failure-text.js';
import { packageVersion } from './process/package-version.js';

/**
 * Runs one command line. It resolves when the command has ended, never rejects, and leaves the exit code in
 * `exitCode`:
 *
 * | exit code | meaning |
 * | --- | --- |
 * | 0 | done, or stopped as it was told to |
 * | 1 | it failed, and may go well next time |
 * | 2 | a mistake in what was asked for, or a refusal; the same again changes nothing |
 */
export async function runCli(args: readonly string[], host: CliProcess = process): Promise<void> {
  const secrets = new Secrets(environmentSecrets(host.env));
  const program = programFor(host, secrets);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    host.exitCode = tell(error, program, { args, host, secrets });
  }
}

function programFor(host: CliProcess, secrets: Secrets): Command {
  const program = new Command('holdfast')
    .description('Makes, runs and examines bots for LivePerson messaging.')
    .version(packageVersion())
    .option('--stack', 'show calls and causes of a failure')
    .addHelpText('after', EXIT_CODES);
  for (const command of COMMANDS) program.addCommand(command(host));
  for (const each of [program, ...program.commands]) {
    each.exitOverride().showHelpAfterError('(add --help for what there is)');
    each.configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(secrets.redact(text)), // it repeats what it does not understand
    });
  }
  return program;
}

/** In the order in which they are met. */
const COMMANDS: readonly ((host: CliProcess) => Command)[] = [newCommand, devCommand, doctorCommand, replayCommand];

const EXIT_CODES = `
Exit codes: 0 done; 1 failed, may go well next time; 2 a mistake or a refusal, the same again changes nothing.`;

interface CommandLine {
  readonly args: readonly string[];
  readonly host: CliProcess;
  readonly secrets: Secrets;
}

/** Tells what went wrong, unless commander has; gives the exit code. */
function tell(error: unknown, program: Command, { args, host, secrets }: CommandLine): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.clean : ExitCode.refused;
  const command = program.commands.find((each) => each.name() === args.find((arg) => !arg.startsWith('-')));
  const name = command === undefined ? program.name() : `${program.name()} ${command.name()}`;
  host.stderr.write(failureText(name, error, { secrets, stack: program.opts<{ stack?: true }>().stack ?? false }));
  return exitCodeOf(error);
}
