import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../options/environment-options.js';

const PROGRAM = fileURLToPath(new URL('bot-program.js', import.meta.url));

/** Longer than a bot drains by default. */
const PATIENCE = 12_000;

export interface ChildBotOptions {
  readonly env: Environment;
  /** 0 for none. */
  readonly sessionPort: number;
  /** Which export of the program is the bot, if it was said. */
  readonly name?: string;
  /** Called when a bot has ended that was not told to. */
  readonly ended: (how: string) => void;
}

/** The process in which the bot runs, one at a time. It outlives neither `stop` nor this process. */
export class ChildBot {
  readonly #options: ChildBotOptions;
  #running: Running | undefined;

  constructor(options: ChildBotOptions) {
    this.#options = options;
  }

  /** @param program what Node.js runs; nothing else may be running. */
  start(program: string): void {
    const { env, sessionPort, name, ended } = this.#options;
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', PROGRAM, program, String(sessionPort), ...(name === undefined ? [] : [name])],
      {
        env: { ...env },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    const end = new Promise<void>((resolve) => {
      const over = (how: string): void => {
        process.off('exit', kill);
        const wasTold = this.#running?.child !== child || this.#running.told;
        if (this.#running?.child === child) this.#running = undefined;
        resolve();
        if (!wasTold) ended(how);
      };
      child.once('exit', (code, signal) => over(code === null ? `signal ${signal}` : `exit code ${code}`));
      child.once('error', (error) => over(error.message));
    });
    this.#running = { child, end, told: false };
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Lets the bot finish what it has begun. Resolves when it is gone; one that takes too long is killed. */
  async stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    running.told = true;
    running.child.kill(signal);
    const deadline = setTimeout(() => running.child.kill('SIGKILL'), PATIENCE);
    await running.end;
    clearTimeout(deadline);
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly end: Promise<void>;
  told: boolean;
}
