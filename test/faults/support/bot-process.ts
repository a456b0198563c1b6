import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Platform as Simulator } from '@holdfast/simulator';
import { until } from './until.js';

export interface BotEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds since our last signal. */
  readonly took: number;
}

/** `programs/patient.ts` in a process of its own, against a simulated platform. */
export class BotProcess implements AsyncDisposable {
  readonly ended: Promise<BotEnd>;
  /** All that it wrote. */
  output = '';
  readonly #child: ChildProcess;
  #since = performance.now();

  constructor(simulator: Simulator, environment: Readonly<Record<string, string>> = {}) {
    const program = fileURLToPath(new URL('../programs/patient.js', import.meta.url));
    const { credentials } = simulator.bots[0];
    this.#child = spawn(process.execPath, [program], {
      env: {
        LOG_LEVEL: 'debug',
        LP_ACCOUNT_ID: simulator.accountId,
        LP_USERNAME: credentials.username,
        LP_APP_KEY: credentials.appKey,
        LP_APP_SECRET: credentials.secret,
        LP_ACCESS_TOKEN: credentials.accessToken,
        LP_ACCESS_TOKEN_SECRET: credentials.accessTokenSecret,
        LP_CSDS_URL: simulator.url,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => resolve({ code, signal, took: performance.now() - this.#since }));
    });
  }

  /** Rejects with all its output if that does not come. */
  async wrote(text: string): Promise<void> {
    await until(`the bot writes ${text}`, () => this.output.includes(text), 8_000).catch((error: unknown) => {
      throw new Error(`${String(error)} It wrote:\n${this.output.slice(-2_000)}`);
    });
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
