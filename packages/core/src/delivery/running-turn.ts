import { LateReplyError } from '../errors/handler.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Standing } from '../resilience/line.js';
import type { Placed } from './history.js';
import type { Job } from './job.js';
import type { Lane } from './lane.js';
import { Saying, type Speaker } from './saying.js';
import type { OutgoingContent, Turn } from './turn.js';

/** Publishes replies. */
export interface Mouth {
  speak(saying: Saying, turn: RunningTurn): void;
}

/** A turn from its start until it is over, and what is still under way when its handler returns. */
export class RunningTurn implements Turn, Speaker, Standing<RunningTurn> {
  readonly redelivered: boolean;
  readonly mourns: boolean;

  /** The moment of its start. */
  started = 0;
  before: RunningTurn | undefined;
  after: RunningTurn | undefined;
  #state: 'running' | 'done' | 'failed' = 'running';
  #controller: AbortController | undefined;
  #aborted: HoldfastError | undefined;
  #said = 0;
  /** A reply that is not out yet, and the others that are not: nearly no turn has two at a time. */
  #underWay: Saying | undefined;
  #moreUnderWay: Set<Saying> | undefined;

  constructor(
    readonly lane: Lane,
    readonly job: Job,
    private readonly mouth: Mouth,
  ) {
    this.redelivered = job.redelivered;
    this.mourns = job.error !== undefined;
  }

  get attempt(): number {
    return this.job.attempt;
  }

  get conversationId(): string {
    return this.lane.conversationId;
  }

  get dialogId(): string {
    return this.lane.dialogId;
  }

  get event(): Placed | undefined {
    return this.job.event;
  }

  /** Made when first asked for: most handlers never do. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted !== undefined) this.#controller.abort(this.#aborted);
    }
    return this.#controller.signal;
  }

  get over(): boolean {
    return this.#state !== 'running';
  }

  /** A later attempt speaks for the job now. */
  get late(): boolean {
    return this.#state === 'failed';
  }

  /** Whether a reply is on its way. */
  get speaking(): boolean {
    return this.#underWay !== undefined || (this.#moreUnderWay !== undefined && this.#moreUnderWay.size > 0);
  }

  say(content: OutgoingContent): Promise<number> {
    if (this.late) return Promise.reject(this.#lateReply());
    this.#said += 1;
    const saying = new Saying(this, this.#said, content);
    if (this.speaking) (this.#moreUnderWay ??= new Set()).add(saying);
    else this.#underWay = saying;
    this.mouth.speak(saying, this);
    return saying.said;
  }

  settled(saying: Saying): void {
    if (saying === this.#underWay) this.#underWay = undefined;
    else this.#moreUnderWay?.delete(saying);
  }

  /** Rejects if a reply fails that the handler left behind without awaiting it. */
  async finished(): Promise<void> {
    while (this.speaking && !this.over) await Promise.all(this.#allUnderWay().map(({ said }) => said));
  }

  /** A handler that has failed is not left waiting for a reply: what becomes of it is for the next attempt to find out. */
  end(state: 'done' | 'failed'): void {
    this.#state = state;
    if (state === 'done') return;
    for (const saying of this.#allUnderWay()) {
      // It may be out all the same, and the next attempt has to know.
      saying.noted();
      saying.reject(this.#lateReply());
    }
    this.lane.outbox.nudge();
  }

  #allUnderWay(): readonly Saying[] {
    return [...(this.#underWay === undefined ? [] : [this.#underWay]), ...(this.#moreUnderWay ?? [])];
  }

  #lateReply(): LateReplyError {
    return new LateReplyError(
      `Dialog ${this.dialogId}: a reply came after its handler had failed or timed out. Check message.signal.`,
    );
  }

  abort(reason: HoldfastError): void {
    this.#aborted = reason;
    this.#controller?.abort(reason);
  }
}
