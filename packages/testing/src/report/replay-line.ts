import { basename, relative } from 'node:path';

/** What the line needs of `process`. */
export interface RunningProcess {
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}

export interface Replayed {
  readonly seed: number;
  /** Where the arena was opened. */
  readonly file: string | undefined;
  /** Full name of the test. */
  readonly test: string | undefined;
}

/** The line for a shell that runs a test again with its seed, under the runner that runs now. */
export function replayLine({ seed, file, test }: Replayed, host: RunningProcess = process): string {
  const script = host.argv[1] ?? '';
  const ran = file === undefined ? [] : [relative(host.cwd(), file)];
  const words = commandOf({ host, script, ran, pattern: test === undefined ? undefined : exactly(test) });
  return [`HOLDFAST_SEED=${seed}`, ...words.map(quoted)].join(' ');
}

interface Command {
  readonly host: RunningProcess;
  readonly script: string;
  readonly ran: readonly string[];
  readonly pattern: string | undefined;
}

function commandOf({ host, script, ran, pattern }: Command): readonly string[] {
  const { argv, execArgv, env } = host;
  // Vitest tells a name with ` > ` between its parts, and looks for one with spaces.
  if (env['VITEST'] !== undefined) {
    return ['npx', 'vitest', 'run', ...ran, ...named('-t', pattern?.replaceAll(' > ', ' '))];
  }
  if (/\bmocha\b/.test(script)) {
    // A mocha that was given options of Node.js runs in a process of its own, with all its defaults written out.
    const given = basename(script).includes('mocha') ? argv.slice(2) : ran;
    const grep = given.some((word) => /^(?:-[gf]|--f?grep)\b/.test(word)) ? [] : named('-g', pattern);
    return ['npx', 'mocha', ...execArgv, ...given, ...grep];
  }
  const flags = execArgv.filter((flag) => !flag.startsWith('--test'));
  return ['node', ...flags, ...named('--test-name-pattern', pattern), ...(ran.length > 0 ? ran : argv.slice(1))];
}

const named = (option: string, pattern: string | undefined): readonly string[] =>
  pattern === undefined ? [] : [option, pattern];

const exactly = (title: string): string => title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
