import { StoppedError } from '../errors/connection.js';
import { HandlerFailedError, HandlerTimeoutError } from '../errors/handler.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Alarm } from '../resilience/alarm-clock.js';
import { Line } from '../resilience/line.js';
import { failureOf } from './failure.js';
import type { Job } from './job.js';
import type { Lane } from './lane.js';
import type { DeliveryOptions } from './options.js';
import { type Mouth, RunningTurn } from './running-turn.js';
import type { Surroundings } from './surroundings.js';

export interface RunnerWires extends Mouth, Pick<Surroundings, 'handle' | 'join' | 'failed' | 'now' | 'alarms'> {
  /** An attempt has failed, and it counts. */
  stumbled(lane: Lane, job: Job): void;
  /** The job is over, handled or given up, and out of its lane. */
  done(lane: Lane, job: Job): void;
  buried(lane: Lane, job: Job, error: HoldfastError): void;
  /** A turn ended in a lane that was left meanwhile. */
  outlived(lane: Lane, job: Job, handled: boolean): void;
  /** Whether the dialog must wait for something outside its lane. */
  held(lane: Lane): boolean;
}

const UNCOUNTED_WAIT = 5_000;

/**
 * Runs the jobs of all lanes: one at a time in each, `maxConcurrentHandlers` at once over all, the lanes taking turns. A
 * lane that waits before a further attempt takes no place.
 */
export class Runner implements Alarm {
  /** When the oldest turn is to be looked at. An emptied runner keeps it. */
  due: number | undefined;
  /** Lanes that could start a job, in the order of their turn. */
  readonly #ready = new Line<Lane>();
  /** In the order of their start, and so of their deadlines. */
  readonly #turns = new Line<RunningTurn>();
  #scheduled = false;
  #stopping = false;
  #idle: (() => void) | undefined;

  constructor(
    private readonly wires: RunnerWires,
    private readonly options: Pick<DeliveryOptions, 'maxConcurrentHandlers' | 'handlerTimeout' | 'retryDelays'>,
  ) {}

  get running(): number {
    return this.#turns.size;
  }

  /** Something about the lane has changed: it may have a job to start. Any number of times is fine. */
  offer(lane: Lane): void {
    if (this.#stopping || lane.left || lane.turn !== undefined || lane.queue.length === 0 || this.wires.held(lane))
      return;
    const notBefore = Math.max(lane.notBefore, lane.outbox.pausedUntil);
    const wait = notBefore === 0 ? 0 : notBefore - this.wires.now();
    clearTimeout(lane.timer);
    if (wait > 0) {
      lane.timer = setTimeout(() => this.offer(lane), wait);
      return;
    }
    if (!lane.ready) this.#ready.join(lane);
    lane.ready = true;
    this.#schedule();
  }

  withdraw(lane: Lane): void {
    this.#unready(lane);
    clearTimeout(lane.timer);
  }

  /** Starts nothing any more, and resolves when nothing runs. */
  async drain(): Promise<void> {
    this.#stopping = true;
    for (const lane of this.#ready) this.#unready(lane);
    if (this.#turns.size > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }

  /** Gives up on what still runs: its signal is aborted, its replies are refused, its message stays unhandled. */
  abort(): void {
    const reason = new StoppedError(
      'The bot is stopping and the time to drain is over; the message will be redelivered.',
    );
    for (const turn of this.#turns) {
      turn.abort(reason);
      this.#settle(turn, reason);
    }
    this.wires.alarms.clear(this);
  }

  /** In a microtask: no handler runs inside the call that brought its message. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      for (let lane = this.#ready.first; lane !== undefined; lane = this.#ready.first) {
        if (this.#turns.size >= this.options.maxConcurrentHandlers) return;
        this.#unready(lane);
        this.#start(lane);
      }
    });
  }

  #unready(lane: Lane): void {
    if (lane.ready) this.#ready.leave(lane);
    lane.ready = false;
  }

  #start(lane: Lane): void {
    const job = lane.queue[0];
    if (job === undefined || lane.turn !== undefined) return;
    if (job.error === undefined && job.attempt > this.options.retryDelays.length + 1) giveUp(lane, job);
    const turn = new RunningTurn(lane, job, this.wires);
    // A whole number takes no memory of its own.
    turn.started = Math.ceil(this.wires.now());
    lane.turn = turn;
    this.#turns.join(turn);
    if (this.due === undefined) this.wires.alarms.set(this, this.options.handlerTimeout);
    this.#run(turn);
  }

  /** Without `async`: of all that happens to a message, only what its handler does takes turns of its own. */
  #run(turn: RunningTurn): void {
    const failed = (error: unknown): void => this.#settle(turn, failureOf(error));
    try {
      this.#handle(turn).then(() => {
        if (turn.speaking) turn.finished().then(() => this.#settle(turn), failed);
        else this.#settle(turn);
      }, failed);
    } catch (error) {
      failed(error);
    }
  }

  #handle(turn: RunningTurn): Promise<void> {
    const { job } = turn;
    if (job.error !== undefined) return this.wires.failed(turn, job.error);
    return job.event === undefined ? this.wires.join(turn) : this.wires.handle(turn);
  }

  /** One alarm for all: it rings for the oldest turn. */
  ring(): void {
    const due = this.wires.now() - this.options.handlerTimeout;
    for (const turn of this.#turns) {
      if (turn.started > due) return this.wires.alarms.set(this, turn.started - due);
      this.#expire(turn);
    }
  }

  #expire(turn: RunningTurn): void {
    const seconds = this.options.handlerTimeout / 1_000;
    const error = new HandlerTimeoutError(
      `Dialog ${turn.dialogId}: a handler ran longer than ${seconds} s. Stop it by message.signal, or raise handlerTimeout.`,
    );
    turn.abort(error);
    this.#settle(turn, error);
  }

  /** Once per turn: what comes after its timeout changes nothing. */
  #settle(turn: RunningTurn, error?: HoldfastError): void {
    if (turn.over) return;
    const { lane, job } = turn;
    const blocked = turn.speaking;
    turn.end(error === undefined ? 'done' : 'failed');
    this.#turns.leave(turn);
    lane.turn = undefined;
    if (lane.left) this.wires.outlived(lane, job, error === undefined);
    else if (job.error !== undefined) this.#bury(lane, job, job.error);
    else if (error === undefined) this.#complete(lane, job);
    else if (!this.#stopping) this.#again(lane, job, { error, blocked });
    this.offer(lane);
    if (this.#ready.size > 0) this.#schedule();
    if (this.#turns.size === 0) this.#idle?.();
  }

  #complete(lane: Lane, job: Job): void {
    lane.queue.shift();
    this.wires.done(lane, job);
  }

  #bury(lane: Lane, job: Job, error: HoldfastError): void {
    this.wires.buried(lane, job, error);
    this.#complete(lane, job);
  }

  #again(lane: Lane, job: Job, { error, blocked }: { error: HoldfastError; blocked: boolean }): void {
    const { retryDelays } = this.options;
    job.redelivered = true;
    if (lane.closed && !originOf(error).transient) {
      if (job.event === undefined) this.#complete(lane, job);
      else job.error = originOf(error);
      return;
    }
    if (isUncounted(error, blocked)) {
      lane.notBefore = this.wires.now() + (retryDelays.at(-1) ?? UNCOUNTED_WAIT);
      return;
    }
    this.wires.stumbled(lane, job);
    const delay = retryDelays[job.attempt - 1];
    if (delay === undefined) {
      job.error = error;
      return;
    }
    job.attempt += 1;
    lane.notBefore = this.wires.now() + delay;
  }
}

/** The process before this one has made all the attempts, and could not tell of it any more. */
function giveUp(lane: Lane, job: Job): void {
  job.attempt -= 1;
  job.error = new HandlerFailedError(
    'Bot',
    'handler',
    `Dialog ${lane.dialogId}: the handler failed at every attempt before the bot was started again. See the log of that time.`,
  );
}

/** What a handler has wrapped into an error of its own is no matter of ours; what Holdfast has wrapped is. */
const originOf = (error: HoldfastError): HoldfastError =>
  error instanceof HandlerFailedError ? failureOf(error.cause) : error;

/**
 * A failure that says nothing about the handler: there was no connection for its reply. Such a message waits out the
 * outage, however long, instead of being given up after three attempts.
 */
function isUncounted(error: HoldfastError, blocked: boolean): boolean {
  if (error instanceof HandlerTimeoutError) return blocked;
  const origin = originOf(error);
  if (origin.code === 'QUEUE_OVERFLOW') return true;
  return origin.code === 'CONNECTION_LOST' && 'sent' in origin && origin.sent === 'no';
}
