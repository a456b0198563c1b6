import type { Clock } from './clock.js';

interface Alarm {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is advanced: rings expire and sessions end when a test says so. */
export class ManualClock implements Clock {
  private readonly alarms = new Set<Alarm>();

  /** @param time where it stands at first, in epoch milliseconds. @default 1_700_000_000_000 */
  constructor(private time = 1_700_000_000_000) {}

  now(): number {
    return this.time;
  }

  after(delay: number, callback: () => void): () => void {
    const alarm: Alarm = { at: this.time + delay, callback };
    this.alarms.add(alarm);
    return () => void this.alarms.delete(alarm);
  }

  /** Moves the time forward by `duration` ms and calls back what falls due on the way, in order of time. */
  advance(duration: number): void {
    const end = this.time + duration;
    for (let next = this.earliest(end); next !== undefined; next = this.earliest(end)) {
      this.alarms.delete(next);
      this.time = next.at;
      next.callback();
    }
    this.time = end;
  }

  private earliest(end: number): Alarm | undefined {
    const due = [...this.alarms].filter((alarm) => alarm.at <= end);
    return due.reduce<Alarm | undefined>((first, alarm) => (first && first.at <= alarm.at ? first : alarm), undefined);
  }
}
