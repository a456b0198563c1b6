import type { Dialog } from './agent.js';
import type { Measured, Pace } from './orders.js';
import { consumerMessage, messageNotification } from './wire.js';

/** Consumers who write, and the stop watch on the answers they get. */
export class Load {
  #dialogs: readonly Dialog[] = [];
  #next = 0;
  #inFlight = 0;
  #clock: NodeJS.Timeout | undefined;
  #since = 0;
  #wrong = 0;
  #latencies: number[] = [];

  begin(dialogs: readonly Dialog[], { inFlight = 0, perSecond = 0 }: Pace): void {
    this.#dialogs = dialogs;
    this.#inFlight = inFlight;
    for (let index = 0; index < inFlight; index += 1) this.#say(this.#turn(), performance.now());
    this.#flush();
    if (perSecond > 0) this.#keep(perSecond);
    this.reset();
  }

  /** Counts from now on. */
  reset(): void {
    this.#since = performance.now();
    this.#wrong = 0;
    this.#latencies = [];
  }

  /** A message that has no answer yet counts with its age: a client that stands still must not look fast. */
  read(): Measured {
    const now = performance.now();
    const seconds = (now - this.#since) / 1_000;
    const ages = this.#dialogs.flatMap(({ unanswered }) => unanswered.map(({ at }) => now - at));
    const sorted = Float64Array.from([...this.#latencies, ...ages]).sort();
    const quantile = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
    return { answered: this.#latencies.length, wrong: this.#wrong, seconds, p50: quantile(0.5), p99: quantile(0.99) };
  }

  /** Says nothing more. */
  end(): void {
    this.#inFlight = 0;
    clearInterval(this.#clock);
  }

  answered(dialog: Dialog, number: number): void {
    const expected = dialog.unanswered.shift();
    const now = performance.now();
    if (expected?.number !== number) this.#wrong += 1;
    else this.#latencies.push(now - expected.at);
    if (this.#inFlight > 0) this.#say(dialog, now);
  }

  /** So many messages a second, whether they are answered or not; the watch starts when a message is due. */
  #keep(perSecond: number): void {
    const start = performance.now();
    let sent = 0;
    this.#clock = setInterval(() => {
      const due = ((performance.now() - start) * perSecond) / 1_000;
      for (; sent < due; sent += 1) this.#say(this.#turn(), start + (sent * 1_000) / perSecond);
      this.#flush();
    }, 1);
  }

  #turn(): Dialog {
    const dialog = this.#dialogs[this.#next % this.#dialogs.length];
    if (dialog === undefined) throw new Error('There is no dialog to write in.');
    this.#next += 1;
    return dialog;
  }

  #say(dialog: Dialog, at: number): void {
    const number = dialog.record.length + 1;
    const sequence = dialog.record.push(number) - 1;
    dialog.unanswered.push({ number, at });
    dialog.agent.socket?.queue(messageNotification(consumerMessage(dialog, sequence, number)));
  }

  #flush(): void {
    for (const socket of new Set(this.#dialogs.map(({ agent }) => agent.socket))) socket?.flush();
  }
}
