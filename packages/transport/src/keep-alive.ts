import type { Alarm, AlarmClock, ClockReading } from '@holdfast/core/internal';
import { field, readCount } from '@holdfast/core/protocol';

export interface KeepAliveLink {
  /** Rings its parts. */
  readonly alarms: AlarmClock;
  /** Sends one clock request and resolves with the body of its answer. */
  askClock(): Promise<unknown>;
  clocked(reading: ClockReading): void;
  oddity(kind: string): void;
}

/**
 * Clock requests at a steady pace: the platform closes a socket that says nothing for a minute, and the answers tell
 * its clock. A request without an answer is not judged here.
 */
export class KeepAlive implements Alarm {
  due: number | undefined;
  #unanswered = 0;
  #paused = false;
  /** Counts the starts and ends of pauses. */
  #turns = 0;

  constructor(
    private readonly link: KeepAliveLink,
    private readonly every: number,
  ) {}

  ring(): void {
    this.start();
    // Nothing is read in a pause, so the open request says nothing about the platform, which must hear from us.
    if (this.#unanswered === 0 || this.#paused) this.ask();
  }

  start(): void {
    this.link.alarms.set(this, this.every);
  }

  stop(): void {
    this.link.alarms.clear(this);
  }

  /** Goes on asking. A round trip that touches a pause gives no reading: it would measure the pause. */
  pause(): void {
    this.#paused = true;
    this.#turns++;
  }

  resume(): void {
    this.#paused = false;
    this.#turns++;
  }

  /** One request now, whatever is still unanswered. */
  ask(): void {
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const turns = this.#turns;
    const sentAt = this.link.alarms.now();
    this.#unanswered++;
    try {
      const body = await this.link.askClock();
      if (turns === this.#turns) this.#read(body, this.link.alarms.now() - sentAt);
    } catch {
      this.link.oddity('clock-failed');
    } finally {
      this.#unanswered--;
    }
  }

  #read(body: unknown, roundTrip: number): void {
    const reading = clockReading(body, roundTrip, Date.now());
    if (reading === undefined) this.link.oddity('clock-unreadable');
    else this.link.clocked(reading);
  }
}

/** @param answeredAt our wall clock at the answer, in epoch milliseconds. */
export function clockReading(body: unknown, roundTrip: number, answeredAt: number): ClockReading | undefined {
  const currentTime = readCount(field(body, 'currentTime'));
  return currentTime === undefined ? undefined : { offset: currentTime - (answeredAt - roundTrip / 2), roundTrip };
}
