import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Platform as Simulator } from '@holdfast/simulator';
import type { PartialSessionOptions } from 'holdfast';
import type { Answer, Holdings, Order } from './orders.js';

export interface FleetOptions {
  readonly seed: number;
  /** @default the defaults of Holdfast */
  readonly session?: PartialSessionOptions;
}

/** One process with a bot for each bot user of the platform, so that bots and platform do not share an event loop. */
export class Fleet implements AsyncDisposable {
  readonly #child: ChildProcess;

  private constructor() {
    const program = fileURLToPath(new URL('fleet-process.js', import.meta.url));
    this.#child = fork(program, { execArgv: ['--expose-gc'] });
  }

  /** All its bots are live. */
  static async live({ accountId, url, bots }: Simulator, { seed, session = {} }: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet();
    const credentials = bots.map((user) => user.credentials);
    try {
      await fleet.#ask({ muster: { accountId, csds: url, credentials, session, seed } });
    } catch (error) {
      await fleet[Symbol.asyncDispose]();
      throw error;
    }
    return fleet;
  }

  /** A process that has ended hangs up and dials no more: what was measured then says nothing. */
  assertAlive(): void {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`The process of the bots ended with ${exitCode ?? signalCode}.`);
  }

  async holdings(): Promise<Holdings> {
    const answer = await this.#ask({ count: true });
    if ('holdings' in answer) return answer.holdings;
    throw new Error('The process of the bots gave no count of what it holds.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async #ask(order: Order): Promise<Answer> {
    const answered = new Promise<Answer>((resolve, reject) => {
      this.#child.once('message', (answer) => resolve(answer as Answer));
      this.#child.once('exit', (code) => reject(new Error(`The process of the bots ended with ${code}.`)));
    });
    this.#child.send(order);
    const answer = await answered;
    this.#child.removeAllListeners('exit');
    if ('failed' in answer) throw new Error(`A bot did not start: ${answer.failed}`);
    return answer;
  }
}
