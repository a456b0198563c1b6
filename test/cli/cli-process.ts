import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { repository } from '../repository.js';

export const CLI = join(repository, 'packages/holdfast/dist/cli/main.js');

export interface CliEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface CliOptions {
  readonly folder: string;
  /** Beside what the tests themselves run with; the variables of a real account are left out. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The command line in a process of its own. */
export class Cli implements AsyncDisposable {
  readonly ended: Promise<CliEnd>;
  /** What it printed, to either output. */
  text = '';
  readonly #child: ChildProcess;
  #end: CliEnd | undefined;
  readonly #news = new EventEmitter();

  constructor(args: readonly string[], { folder, env = {} }: CliOptions) {
    const own = Object.entries(process.env).filter(([name]) => !/^(?:LP_|LOG_LEVEL$|https?_proxy$)/i.test(name));
    this.#child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: { ...Object.fromEntries(own), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      output?.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk;
        this.#news.emit('text');
      });
    }
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#end = { code, signal };
        this.#news.emit('text');
        resolve(this.#end);
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What of the text comes after `from` and matches. Rejects if the program ends before. */
  async printed(pattern: RegExp, from = 0): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.text.slice(from));
      if (found !== null) return found;
      if (this.#end !== undefined) break;
      await once(this.#news, 'text');
    }
    throw new Error(`The command ended without printing ${pattern}:\n${this.text}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
