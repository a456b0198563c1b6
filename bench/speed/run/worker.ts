import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, Order } from './obey.js';

/** Another process, and the orders it takes: calls over there that are awaited here. */
export class Worker<Orders extends object> {
  readonly #child: ChildProcess;

  constructor(program: URL, execArgv: readonly string[], settings: unknown) {
    this.#child = fork(program, [JSON.stringify(settings)], {
      execArgv: [...execArgv],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** Resolves with the first thing it says by itself. */
  async ready(): Promise<unknown> {
    const [answer] = (await this.#answered()) as [unknown];
    return answer;
  }

  async order<K extends keyof Orders & string>(
    name: K,
    ...[argument]: Orders[K] extends (...given: infer G) => unknown ? G : never
  ): Promise<Orders[K] extends (...given: never[]) => infer R ? Awaited<R> : never> {
    const answered = this.#answered();
    this.#child.send({ name, argument } satisfies Order);
    const [answer] = (await answered) as [Answer];
    if ('failed' in answer) throw new Error(`${name} failed in another process: ${answer.failed}`);
    return answer.result as Orders[K] extends (...given: never[]) => infer R ? Awaited<R> : never;
  }

  /** Lets it end by itself, so that it writes its profile if it was asked for one. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  async #answered(): Promise<unknown[]> {
    const controller = new AbortController();
    const { signal } = controller;
    const ended = once(this.#child, 'exit', { signal }).then(([code]) => {
      throw new Error(`A process of the benchmark ended with ${String(code)}.`);
    });
    try {
      const message: unknown[] = await Promise.race([once(this.#child, 'message', { signal }), ended]);
      return message;
    } finally {
      ended.catch(() => undefined);
      controller.abort();
    }
  }
}
