import type { Clock } from '../clock.js';

/** Everything that faults have yet to do. After `stop` there is nothing left, and nothing new is taken. */
export class FaultTimers {
  private readonly cancels = new Set<() => void>();
  private stopped = false;

  constructor(private readonly clock: Clock) {}

  /** Calls back once. The result takes it back. */
  after(delay: number, callback: () => void): () => void {
    if (this.stopped) return () => {};
    const cancelTimer = this.clock.after(delay, () => {
      this.cancels.delete(cancel);
      callback();
    });
    const cancel = () => {
      this.cancels.delete(cancel);
      cancelTimer();
    };
    this.cancels.add(cancel);
    return cancel;
  }

  /** Resolves after `delay`; stays pending if the platform stops before. */
  wait(delay: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delay, resolve);
    });
  }

  /** Calls back each `interval` ms until the result is called. */
  every(interval: number, callback: () => void): () => void {
    let active = true;
    const tick = () => {
      callback();
      if (active) cancel = this.after(interval, tick);
    };
    let cancel = this.after(interval, tick);
    return () => {
      active = false;
      cancel();
    };
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
  }
}
