import type { Alarm, AlarmClock, SocketTimings } from '@holdfast/core/internal';

/** What the heartbeat needs of a connection. */
export interface HeartbeatLink {
  /** Rings its parts. */
  readonly alarms: AlarmClock;
  /** When the last byte came in, by the clock of the alarms. */
  readonly lastByte: number;
  ping(): void;
  /** Asks something that the platform must answer. */
  probe(): void;
  /** Called once; the heartbeat has stopped by then. */
  dead(): void;
}

/** A timer this late means that the process was stopped: the network is to be asked, not the calendar. */
const JUMP = 15_000;

type Stage = 'idle' | 'pinged' | 'probed';

/**
 * Tells a quiet connection from a dead one: silence → ping → probe → dead. Any inbound byte starts it anew, so a
 * platform that ignores pings lives by its probes, and one that is busy sending needs neither.
 */
export class Heartbeat implements Alarm {
  due: number | undefined;
  #stage: Stage = 'idle';
  /** The start of the current stage; bytes before it prove nothing. */
  #since = 0;

  constructor(
    private readonly link: HeartbeatLink,
    private readonly timings: Pick<SocketTimings, 'idle' | 'pong' | 'probe'>,
  ) {}

  /** Begins with a full idle time. */
  start(): void {
    this.#enter('idle', this.timings.idle);
  }

  stop(): void {
    this.link.alarms.clear(this);
  }

  ring(late: number): void {
    if (late > JUMP) this.#probe();
    else if (this.#stage === 'idle' || this.link.lastByte >= this.#since) this.#rest();
    else if (this.#stage === 'pinged') this.#probe();
    else this.link.dead();
  }

  #rest(): void {
    const heard = Math.max(this.link.lastByte, this.#since);
    const left = heard + this.timings.idle - this.link.alarms.now();
    if (left > 0) {
      this.#stage = 'idle';
      this.#since = heard;
      this.link.alarms.set(this, left);
    } else {
      this.#enter('pinged', this.timings.pong);
      this.link.ping();
    }
  }

  #probe(): void {
    this.#enter('probed', this.timings.probe);
    this.link.probe();
  }

  #enter(stage: Stage, length: number): void {
    this.#stage = stage;
    this.#since = this.link.alarms.now();
    this.link.alarms.set(this, length);
  }
}
