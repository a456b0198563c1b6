import { LateReplyError } from '../errors/handler.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Placed } from './history.js';
import type { Job } from './job.js';
import type { Lane } from './lane.js';
import type { Outcome } from './outbox.js';
import type { OutgoingContent, Turn } from './turn.js';

/** The `number`-th reply (from 1) of a turn. */
export interface Speech {
  readonly turn: RunningTurn;
  readonly number: number;
  readonly content: OutgoingContent;
}

/** Publishes a reply. */
export type Speak = (speech: Speech, outcome: Outcome) => void;

interface Saying {
  readonly said: Promise<number>;
  readonly reject: (reason: LateReplyError) => void;
}

const NONE: readonly Saying[] = Object.freeze([]);

/** A turn from its start until it is over, and what is still under way when its handler returns. */
export class RunningTurn implements Turn {
  readonly conversationId: string;
  readonly dialogId: string;
  readonly attempt: number;
  readonly redelivered: boolean;
  declare readonly event?: Placed;

  #state: 'running' | 'done' | 'failed' = 'running';
  #controller: AbortController | undefined;
  #aborted: HoldfastError | undefined;
  #said = 0;
  #underWay: readonly Saying[] = NONE;

  constructor(
    readonly lane: Lane,
    readonly job: Job,
    private readonly speak: Speak,
  ) {
    this.conversationId = lane.conversationId;
    this.dialogId = lane.dialogId;
    this.attempt = job.attempt;
    this.redelivered = job.redelivered;
    if (job.event !== undefined) this.event = job.event;
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
    return this.#underWay.length > 0;
  }

  say(content: OutgoingContent): Promise<number> {
    if (this.late) return Promise.reject(this.#lateReply());
    this.#said += 1;
    const speech = { turn: this, number: this.#said, content };
    let reject: Saying['reject'] = () => {};
    const said = new Promise<number>((resolved, rejected) => {
      reject = rejected;
      this.speak(speech, { resolve: resolved, reject: rejected });
    });
    const saying = { said, reject };
    this.#underWay = [...this.#underWay, saying];
    // A reply that nobody awaits must not end the process: `finished` tells of its failure.
    const settled = (): void => {
      this.#underWay = this.#underWay.length === 1 ? NONE : this.#underWay.filter((other) => other !== saying);
    };
    said.then(settled, settled);
    return said;
  }

  /** Rejects if a reply fails that the handler left behind without awaiting it. */
  async finished(): Promise<void> {
    while (this.speaking && !this.over) await Promise.all(this.#underWay.map(({ said }) => said));
  }

  /** A handler that has failed is not left waiting for a reply: what becomes of it is for the next attempt to find out. */
  end(state: 'done' | 'failed'): void {
    this.#state = state;
    if (state === 'done') return;
    for (const { reject } of this.#underWay) reject(this.#lateReply());
    this.lane.outbox.nudge();
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
