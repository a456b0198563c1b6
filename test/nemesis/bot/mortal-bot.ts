import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Assignment } from './assignment.js';
import { journalLine } from './journal.js';

const program = fileURLToPath(new URL('program.js', import.meta.url));

export interface MortalBotOptions {
  /** Arguments of Node.js itself, to break the bot on purpose. */
  readonly execArgv?: readonly string[];
  /** A process is gone, and the next one has not begun. */
  died(): void;
}

/** A bot user whose process comes back whenever it has gone. */
export class MortalBot {
  /** Processes that ended although nobody had killed them. */
  readonly selfEnded: string[] = [];
  #lives = 0;
  #life: Life;
  #retired = false;

  constructor(
    private readonly assignment: Assignment,
    private readonly options: MortalBotOptions,
  ) {
    this.#life = this.#begin();
  }

  /** Resolves once the present process says that its bot is live; it may die before. */
  get live(): Promise<void> {
    return this.#life.live;
  }

  /** As `kill -9` does. Resolves when the process is gone and the next one begun. */
  async kill(): Promise<void> {
    const life = this.#life;
    life.killed = true;
    life.child.kill('SIGKILL');
    await life.over;
  }

  /** Lets the bot stop in order, or kills it when that takes too long. */
  async retire(within: number): Promise<void> {
    this.#retired = true;
    const { child, over } = this.#life;
    const deadline = setTimeout(() => child.kill('SIGKILL'), within);
    if (child.connected) child.send('stop');
    await over;
    clearTimeout(deadline);
  }

  #begin(): Life {
    this.#lives += 1;
    const assignment = { ...this.assignment, seed: this.assignment.seed + this.#lives };
    const child = fork(program, [JSON.stringify(assignment)], {
      execArgv: [...(this.options.execArgv ?? [])],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    const over = new Promise<void>((resolve) => {
      child.once('exit', (code, signal) => {
        appendFileSync(assignment.journal, journalLine({ at: 'died', pid: child.pid ?? 0 }));
        this.options.died();
        if (!life.killed && !this.#retired) this.selfEnded.push(`${String(code ?? signal)} ${lastWords(complaint)}`);
        if (!this.#retired) this.#life = this.#begin();
        resolve();
      });
    });
    const live = new Promise<void>((resolve) => child.once('message', () => resolve()));
    const life: Life = { child, over, live: Promise.race([live, over]), killed: false };
    return life;
  }
}

/** The line of a stack that says what was thrown, or all there is. */
const lastWords = (complaint: string): string =>
  complaint.split('\n').find((line) => /^\w*Error\b|^[A-Z_]+$/.test(line)) ?? complaint.slice(0, 500);

interface Life {
  readonly child: ChildProcess;
  readonly over: Promise<void>;
  readonly live: Promise<void>;
  killed: boolean;
}
