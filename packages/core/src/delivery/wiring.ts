import type { HoldfastError } from '../errors/holdfast-error.js';
import { type AnswerListener, tellAnswer } from '../ports/transport.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import type { MessageEvent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';
import type { AlarmClock } from '../resilience/alarm-clock.js';
import { AgentRequest } from '../protocol/names.js';
import { CatchUp, type CatchUpWires } from './catch-up.js';
import { Departed, type DepartedWires } from './departed.js';
import { Endings, type EndingsWires } from './endings.js';
import type { FailureBook } from './failure-book.js';
import { failureOf } from './failure.js';
import { Flow, type Tap } from './flow.js';
import { Gate } from './gate.js';
import { History, type Placed } from './history.js';
import type { Job } from './job.js';
import type { LaneReceiptsWires } from './lane-receipts.js';
import type { Lane } from './lane.js';
import type { DeliveryOptions, LoopOptions, OnJoin } from './options.js';
import type { Outbox, OutboxWires } from './outbox.js';
import { Outboxes, type OutboxesWires } from './outboxes.js';
import { Parking } from './parking.js';
import { Receipts } from './receipts.js';
import { Runner, type RunnerWires } from './runner.js';
import type { RunningTurn } from './running-turn.js';
import type { Saying } from './saying.js';
import { isOwn } from './sender.js';
import { Stays, type StaysParts } from './stays.js';
import type { DeliveryEvent, RequestOptions, Surroundings } from './surroundings.js';

type Wires = CatchUpWires &
  DepartedWires &
  EndingsWires &
  OutboxWires &
  OutboxesWires &
  LaneReceiptsWires &
  RunnerWires &
  StaysParts &
  Tap;

/**
 * The parts of delivery, and what they tell and ask each other. Each part knows this one object by the few methods that it
 * needs, since a process may hold a thousand bots, and functions between all parts would cost each of them some kilobytes.
 */
export class Wiring implements Wires {
  readonly flow: Flow;
  readonly history: History;
  readonly receipts: Receipts;
  readonly catchUp: CatchUp;
  readonly runner: Runner;
  readonly departed: Departed;
  readonly endings: Endings;
  readonly outboxes: Outboxes;
  readonly parking = new Parking();
  readonly stays: Stays;

  constructor(
    readonly surroundings: Surroundings,
    private readonly options: DeliveryOptions,
  ) {
    this.flow = new Flow(options, this);
    this.history = new History(this, new Gate(options.historyConcurrency), options.historyPage);
    this.receipts = new Receipts(this, options);
    this.catchUp = new CatchUp(this);
    this.runner = new Runner(this, options);
    this.departed = new Departed(this);
    this.endings = new Endings(this);
    this.outboxes = new Outboxes(this);
    this.stays = new Stays(this);
  }

  // What all ask for.

  now(): number {
    return this.surroundings.now();
  }

  get alarms(): AlarmClock {
    return this.surroundings.alarms;
  }

  self(): AgentIdentity {
    return this.surroundings.self();
  }

  report(event: DeliveryEvent): void {
    this.surroundings.report(event);
  }

  request(type: string, body: unknown, terms?: RequestOptions): Promise<unknown> {
    this.flow.requestStarted();
    const answer = this.surroundings.request(type, body, terms);
    const answered = (): void => this.flow.requestEnded();
    answer.then(answered, answered);
    return answer;
  }

  publish(body: unknown, metadata: readonly Metadata[] | undefined, listener: AnswerListener): void {
    this.flow.requestStarted();
    const type = AgentRequest.publishEvent;
    const request = metadata === undefined ? { type, body } : { type, body, metadata };
    const { surroundings } = this;
    if (surroundings.ask !== undefined) surroundings.ask(request, listener);
    else tellAnswer(surroundings.request(type, body, request), listener);
  }

  heard(): void {
    this.flow.requestEnded();
  }

  // What the flow tells.

  pause(): void {
    this.surroundings.pause();
  }

  resume(): void {
    this.surroundings.resume();
  }

  drained(): void {
    this.catchUp.refillAll();
  }

  // What catching up asks for and tells.

  get onJoin(): OnJoin {
    return this.options.onJoin;
  }

  get failures(): FailureBook | undefined {
    return this.surroundings.failures;
  }

  observe(event: MessageEvent | Placed): void {
    if (isOwn(this.surroundings.self(), event)) return;
    try {
      this.surroundings.observe?.(event);
    } catch (error) {
      // An observer's mistake must not cost the dialog its place.
      this.surroundings.report({ type: 'observerFailed', dialogId: event.dialogId, error: failureOf(error) });
    }
  }

  added(lane: Lane): void {
    this.runner.offer(lane);
  }

  rested(lane: Lane): void {
    this.endings.check(lane);
  }

  // What the runner asks for and tells.

  handle(turn: RunningTurn): Promise<void> {
    return this.surroundings.handle(turn);
  }

  join(turn: RunningTurn): Promise<void> {
    return this.surroundings.join(turn);
  }

  failed(turn: RunningTurn, error: HoldfastError): Promise<void> {
    return this.surroundings.failed(turn, error);
  }

  speak(saying: Saying, turn: RunningTurn): void {
    this.outboxes.reply(saying, turn);
  }

  stumbled(lane: Lane, job: Job): void {
    const { failures } = this.surroundings;
    if (failures === undefined || job.event === undefined) return;
    job.noted = true;
    failures.note(lane, { sequence: job.event.sequence, attempts: job.attempt });
  }

  done(lane: Lane, job: Job): void {
    this.flow.remove(job.size);
    if (job.noted) this.surroundings.failures?.forget(lane);
    if (job.event !== undefined) this.receipts.add(lane, job.event.sequence);
    if (lane.queue.length === 0 && !lane.behind) lane.outbox.ledger.clear();
    this.catchUp.refill(lane);
    this.endings.check(lane);
  }

  buried({ dialogId, conversationId }: Lane, job: Job, { code }: HoldfastError): void {
    const sequence = job.event?.sequence;
    this.surroundings.report({
      type: 'deadLettered',
      dialogId,
      conversationId,
      ...(sequence === undefined ? {} : { sequence }),
      attempts: job.attempt,
      reason: code,
    });
  }

  outlived(lane: Lane, job: Job, handled: boolean): void {
    this.departed.outlived(lane, job, handled);
  }

  held(lane: Lane): boolean {
    return this.departed.isRunning(lane.dialogId);
  }

  // What becomes of lanes that were left or closed.

  heir(dialogId: string): Lane | undefined {
    return this.stays.lane(dialogId);
  }

  handled(lane: Lane, sequence: number): void {
    this.receipts.add(lane, sequence);
  }

  forgotten(dialogId: string): void {
    this.outboxes.release(dialogId);
  }

  released(job: Job): void {
    this.flow.remove(job.size);
  }

  freed(lane: Lane): void {
    this.runner.offer(lane);
  }

  receipted(dialogId: string): void {
    this.departed.settle(dialogId);
  }

  seal(lane: Lane): void {
    this.catchUp.seal(lane);
  }

  ended(lane: Lane): void {
    this.stays.leave(lane.dialogId);
  }

  // What the outboxes ask for and tell.

  get loop(): LoopOptions {
    return this.options.loop;
  }

  inUse(dialogId: string): boolean {
    return this.stays.lane(dialogId) !== undefined || this.departed.has(dialogId);
  }

  published({ dialogId }: Outbox, sequence: number): void {
    this.stays.lane(dialogId)?.cursor.own(sequence);
  }

  looped({ dialogId, conversationId }: Outbox, cause: 'replies' | 'echo', pausedFor: number): void {
    this.surroundings.report({ type: 'looped', dialogId, conversationId, cause, pausedFor });
  }

  idle({ dialogId }: Outbox): void {
    this.departed.settle(dialogId);
    this.outboxes.release(dialogId);
  }
}
