import type { Delivery } from '../delivery/delivery.js';
import type { DialogRef } from '../delivery/surroundings.js';
import { RequestRefusedError } from '../errors/platform.js';
import type { Logger } from '../ports/logger.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import { AgentRequest } from '../protocol/names.js';
import type { CatchUp } from '../session/duties.js';
import type { Attendance } from './attendance.js';
import type { AgentState, ResolvedBotOptions } from './bot-options.js';
import {
  setAgentState,
  type SendRequest,
  subscribeAgentState,
  subscribeClosedConversations,
  subscribeConversations,
  subscribeRoutingTasks,
  subscriptionIdOf,
} from './restoration.js';
import { Snapshots } from './snapshots.js';

export interface SubscriptionsParts {
  readonly accountId: string;
  readonly options: Pick<ResolvedBotOptions, 'watch' | 'watchAgentState'>;
  readonly agentState: AgentState;
  readonly attendance: Attendance;
  readonly delivery: Delivery;
  ask(type: string, body: unknown): Promise<unknown>;
  oddity(kind: string): void;
  readonly log: Logger;
}

/** A way to send, and who sends. */
interface Line {
  readonly send: SendRequest;
  readonly self: AgentIdentity;
}

interface CatchUpTerms extends Line {
  readonly round: number;
  readonly known: readonly DialogRef[];
}

/** What this bot is told of, and whether all of it was told. */
export class Subscriptions {
  readonly #snapshots = new Snapshots();
  #conversations = '';
  /** Counts the catch-ups: a later one takes the place of one that still waits. */
  #round = 0;

  constructor(private readonly parts: SubscriptionsParts) {}

  /** On a fresh socket, which has none. */
  async restore(send: SendRequest, self: AgentIdentity): Promise<CatchUp> {
    const { accountId, agentState, attendance, options } = this.parts;
    const known = attendance.dialogs;
    const round = this.#nextRound();
    // Subscriptions first: an agent who is ONLINE before it listens could miss a ring. All at once, so that the stage
    // takes one deadline and not three.
    const [subscription] = await Promise.all([
      send(subscribeConversations(options.watch, self)),
      send(subscribeRoutingTasks(accountId, self)),
      send(setAgentState(agentState, self)),
      ...(options.watchAgentState ? [send(subscribeAgentState(accountId, self))] : []),
    ]);
    return this.#compare(subscription, { round, known, send, self });
  }

  /** A second subscription shows what the first has kept to itself, and takes its place. */
  async reconcile(self: AgentIdentity): Promise<void> {
    const { attendance, log, options } = this.parts;
    const before = this.#conversations;
    const known = attendance.dialogs;
    const round = this.#nextRound();
    const send: SendRequest = ({ type, body }) => this.parts.ask(type, body);
    const subscription = await send(subscribeConversations(options.watch, self));
    const catchUp = await this.#compare(subscription, { round, known, send, self });
    const { missed } = await catchUp();
    if (before !== '') await this.parts.ask(AgentRequest.unsubscribeConversations, { subscriptionId: before });
    if (missed > 0) log.warn({ missed }, 'reconciliation found messages that the subscription had not told');
  }

  conversationsChanged(body: unknown): void {
    const named = this.parts.attendance.notified(body);
    this.#snapshots.seen(subscriptionIdOf(body) ?? '', named);
  }

  #nextRound(): number {
    this.parts.attendance.forgetMissing();
    return (this.#round += 1);
  }

  /** Compares what a fresh subscription shows with what is known; gives what fetches the difference. */
  async #compare(answer: unknown, { round, known, ...line }: CatchUpTerms): Promise<CatchUp> {
    const { attendance } = this.parts;
    this.#conversations = subscriptionIdOf(answer) ?? '';
    const snapshot = await this.#snapshots.of(this.#conversations);
    if (snapshot === undefined) this.parts.oddity('snapshot-missing');
    else if (round === this.#round) await this.#closeMissing(snapshot, line);
    if (round !== this.#round) return () => Promise.resolve({ missed: 0 });
    if (snapshot !== undefined) attendance.retain(snapshot);
    return () => this.#catchUp(known);
  }

  async #catchUp(known: readonly DialogRef[]): Promise<{ missed: number }> {
    const { attendance, delivery } = this.parts;
    const [again, fresh] = await Promise.all([
      delivery.resync(known.filter((dialog) => attendance.serves(dialog))),
      attendance.joined(),
    ]);
    return { missed: again.missed + fresh.missed };
  }

  /**
   * What a snapshot of open conversations lacks was closed or belongs to a colleague now. The platform is asked which were
   * closed, for what was said in them before has nobody else to answer it.
   */
  async #closeMissing(snapshot: ReadonlySet<string>, { send, self }: Line): Promise<void> {
    const { attendance } = this.parts;
    const missing = attendance.missing(snapshot);
    if (missing.length === 0) return;
    const since = Math.min(
      ...missing.map(({ snapshot: { metaDataLastUpdateTs, startTs = 0 } }) => metaDataLastUpdateTs ?? startTs),
    );
    try {
      const subscriptionId = subscriptionIdOf(await send(subscribeClosedConversations(since, self))) ?? '';
      if ((await this.#snapshots.of(subscriptionId)) === undefined) this.parts.oddity('snapshot-missing');
      await send({ type: AgentRequest.unsubscribeConversations, body: { subscriptionId } });
    } catch (error) {
      if (!(error instanceof RequestRefusedError)) throw error;
      this.parts.oddity('closed-conversations-refused');
    }
  }
}
