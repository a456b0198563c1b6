import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, on } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BotUser } from '@holdfast/simulator';

export interface Assignment {
  readonly accountId: string;
  readonly csds: string;
  readonly credentials: BotUser['credentials'];
  /** Where the bot comes to rest, to be killed. */
  readonly stallAt?: string;
}

export interface Report {
  readonly did: 'started' | 'greeted' | 'handled' | 'handled again' | 'stalled';
  readonly text: string;
}

/** `programs/interruptible.ts` in a process of its own. */
export class BotProcess {
  readonly reports: Report[] = [];
  readonly #arrivals = new EventEmitter();
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(assignment: Assignment) {
    const program = fileURLToPath(new URL('programs/interruptible.js', import.meta.url));
    this.#child = fork(program, [JSON.stringify(assignment)]);
    this.#ended = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.on('message', (report) => {
      this.reports.push(report as Report);
      this.#arrivals.emit('report');
    });
  }

  /** Waits for a report, which may have come before. */
  async did(did: Report['did'], text?: string): Promise<void> {
    const arrivals = on(this.#arrivals, 'report');
    const holds = (): boolean =>
      this.reports.some((one) => one.did === did && (text === undefined || one.text === text));
    while (!holds()) await arrivals.next();
  }

  /** As `kill -9` does: the process gets no chance to say anything. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
