import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Platform as Simulator } from '@holdfast/simulator';
import { expectNoSecret } from './canaries.js';
import { until } from './until.js';

export interface BotEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds since our last signal. */
  readonly took: number;
}

export interface BotProgram {
  /** A file of `programs/`. @default 'patient' */
  readonly name?: string;
  /** A command that runs it. @default none */
  readonly under?: readonly string[];
}

/** A program of `programs/` in a process of its own, against a simulated platform. In the end its output is searched for secrets. */
export class BotProcess implements AsyncDisposable {
  readonly ended: Promise<BotEnd>;
  /** All that it wrote. */
  output = '';
  readonly #child: ChildProcess;
  #since = performance.now();

  constructor(
    private readonly simulator: Simulator,
    environment: Readonly<Record<string, string>> = {},
    { name = 'patient', under = [] }: BotProgram = {},
  ) {
    const program = fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));
    const { credentials } = simulator.bots[0];
    const [command, ...words] = [...under, process.execPath, program];
    this.#child = spawn(command ?? process.execPath, words, {
      env: {
        PATH: process.env['PATH'] ?? '',
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
    await until(`the bot writes ${text}`, () => this.output.includes(text), 20_000).catch((error: unknown) => {
      throw new Error(`${String(error)} It wrote:\n${this.output.slice(-2_000)}`);
    });
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  /** The pipes of its output end, as when its reader has died. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** Its output is not read any more; the pipes fill. */
  stopReading(): void {
    this.#child.stdout?.pause();
    this.#child.stderr?.pause();
  }

  signal(signal: NodeJS.Signals): void {
    this.#since = performance.now();
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    this.#child.stdout?.resume();
    this.#child.stderr?.resume();
    await this.ended;
    const { credentials, userCredentials } = this.simulator.bots[0];
    const { username: _, ...keys } = credentials;
    expectNoSecret([...Object.values(keys), userCredentials.password], { 'output of a process': this.output });
  }
}
