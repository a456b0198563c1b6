import type { Clock } from './monotonic.js';

/** The longest delay that a timer of Node.js can hold; a longer one would fire at once. */
const LONGEST = 2_147_483_647;
/** A timer that is later than this fired in a blocked loop or in a process that had been stopped. */
const LATE = 1_000;
/** By so much a timer may fire early, since the loop had an old idea of the time when it was set. */
const EARLY = 1;

/** What is to be rung at a moment. */
export interface Alarm {
  /** The moment, by the clock, in whole milliseconds; `undefined` while it is not set. For the alarm clock alone to write. */
  due: number | undefined;
  /** It is due, and not set any more. @param late by how many milliseconds. */
  ring(late: number): void;
}

export interface AlarmClockOptions {
  /**
   * How long a late alarm waits before it rings. Timers run before sockets are read: so after a blocked loop or a stopped
   * process, the loop has a moment to read what had arrived in time. @default 0
   */
  readonly grace?: number;
  /** Whether an alarm that is set keeps the process alive. @default true */
  readonly ref?: boolean;
}

/**
 * Rings alarms by the monotonic clock, each of them set again as often as needed. One timer serves them all, since a timer
 * with its function takes 220 bytes and a process may hold a thousand bots. It is meant for a handful: each is looked
 * at when one is due.
 */
export class AlarmClock {
  readonly #clock: Clock;
  readonly #options: AlarmClockOptions;
  /** Those that are set. */
  #alarms: readonly Alarm[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** When the timer is to fire: at the first moment that is due, or earlier. */
  #fires = 0;
  /** It has fired late, and gives the sockets their moment. */
  #grace = false;

  constructor(clock: Clock, options: AlarmClockOptions = DEFAULTS) {
    this.#clock = clock;
    this.#options = options;
  }

  now(): number {
    return this.#clock.now();
  }

  /** @param delay milliseconds; `Infinity` means never. Replaces what was set before. */
  set(alarm: Alarm, delay: number): void {
    if (delay === Infinity) return this.clear(alarm);
    if (alarm.due === undefined) this.#alarms = this.#alarms.concat(alarm);
    alarm.due = Math.ceil(this.now() + delay);
    this.#fireBy(alarm.due);
  }

  /** The timer goes with the last alarm. Otherwise it stays, and may fire for nothing. */
  clear(alarm: Alarm): void {
    if (alarm.due === undefined) return;
    alarm.due = undefined;
    this.#alarms = this.#alarms.filter((other) => other !== alarm);
    if (this.#alarms.length === 0) this.#stop();
  }

  #fireBy(moment: number): void {
    if (this.#timer !== undefined && (this.#grace || this.#fires <= moment)) return;
    this.#fires = moment;
    this.#start(Math.max(0, moment - this.now()));
  }

  #start(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#fired.bind(this), Math.min(Math.ceil(delay), LONGEST));
    if (this.#options.ref === false) this.#timer.unref();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#grace = false;
  }

  #fired(): void {
    const { grace = 0 } = this.#options;
    this.#grace = grace > 0 && !this.#grace && this.now() - this.#fires > LATE;
    if (this.#grace) this.#start(grace);
    else this.#ring();
  }

  #ring(): void {
    this.#timer = undefined;
    const now = this.now();
    const isDue = ({ due }: Alarm): boolean => due !== undefined && due <= now + EARLY;
    try {
      for (const alarm of this.#alarms.filter(isDue).sort(byMoment)) {
        // One that rang before it may have cleared it, or set it anew.
        if (!isDue(alarm)) continue;
        const late = Math.max(0, now - (alarm.due ?? now));
        this.clear(alarm);
        alarm.ring(late);
      }
    } finally {
      for (const { due } of this.#alarms) if (due !== undefined) this.#fireBy(due);
    }
  }
}

const DEFAULTS: AlarmClockOptions = Object.freeze({});

const byMoment = (a: Alarm, b: Alarm): number => (a.due ?? 0) - (b.due ?? 0);
