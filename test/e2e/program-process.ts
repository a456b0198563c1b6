import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BotUser, Platform as Simulator } from '@holdfast/simulator';

export type Environment = Readonly<Record<string, string>>;

/** How a process ended. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds since the last signal of ours, or since the start. */
  readonly took: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A file of `programs/` in a process of its own, with this environment and nothing else. */
export class ProgramProcess implements AsyncDisposable {
  readonly ended: Promise<ProgramEnd>;
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';
  #since = performance.now();

  constructor(program: string, environment: Environment) {
    const path = fileURLToPath(new URL(`programs/${program}.js`, import.meta.url));
    this.#child = spawn(process.execPath, [path], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        const took = performance.now() - this.#since;
        resolve({ code, signal, took, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** Waits until the program has written this on standard output. Rejects if it ends before. */
  async wrote(text: string): Promise<void> {
    while (!this.#stdout.includes(text)) {
      const end = await Promise.race([
        this.ended,
        this.#child.stdout === null ? this.ended : once(this.#child.stdout, 'data'),
      ]);
      if (!Array.isArray(end) && !this.#stdout.includes(text)) {
        throw new Error(`The program ended without writing '${text}': ${JSON.stringify(end)}`);
      }
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#since = performance.now();
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

/** The environment of a bot of a simulated account, as its owner would write it. */
export const environmentOf = (simulator: Simulator, user: BotUser = simulator.bots[0]): Environment => ({
  LP_ACCOUNT_ID: simulator.accountId,
  LP_USERNAME: user.username,
  LP_APP_KEY: user.credentials.appKey,
  LP_APP_SECRET: user.credentials.secret,
  LP_ACCESS_TOKEN: user.credentials.accessToken,
  LP_ACCESS_TOKEN_SECRET: user.credentials.accessTokenSecret,
  LP_CSDS_URL: simulator.url,
});
