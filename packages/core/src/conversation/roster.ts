import { LazyMap } from '../collections/lazy-map.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import type { ConversationChange, ConversationSnapshot } from '../protocol/conversation-change.js';
import type { Participant } from './participant.js';
import { ConversationRecord } from './record.js';

/** What a change meant for this bot. */
export interface RosterEvent {
  /**
   * `joined`: this bot takes part from now on. `left`: no longer — transferred away, or it went. `closed`: over for
   * everybody, and it took part. `updated`: anything else.
   */
  readonly type: 'joined' | 'updated' | 'left' | 'closed';
  readonly record: ConversationRecord;
  /** How it was before; absent for a conversation that has just come into view. */
  readonly before?: ConversationSnapshot;
  /** Who came and who went since then; empty where this bot has just come or gone. */
  readonly arrived: readonly Participant[];
  readonly departed: readonly Participant[];
}

/**
 * The conversations that this bot is told of, kept by the notifications of one subscription: those it takes part in, and
 * when it watches, others too.
 */
export class Roster {
  readonly #seen = new LazyMap<string, ConversationRecord>();
  readonly #joined = new LazyMap<string, ConversationRecord>();
  /** When those that went out of view were last described, so that what comes late does not bring them back. */
  readonly #gone = new LazyMap<string, number>();

  constructor(private readonly bot: { self(): AgentIdentity }) {}

  /** Of those this bot takes part in. */
  get size(): number {
    return this.#joined.size;
  }

  /** A conversation that this bot takes part in. */
  get(conversationId: string): ConversationRecord | undefined {
    return this.#joined.get(conversationId);
  }

  values(): IterableIterator<ConversationRecord> {
    return this.#joined.values();
  }

  /** All that are in view, whether this bot takes part or not. */
  get seen(): Pick<LazyMap<string, ConversationRecord>, 'get' | 'size' | 'values'> {
    return this.#seen;
  }

  /** Applies one change. Late ones, and ends of what was never seen, give `undefined`. */
  apply({ type, conversation }: ConversationChange): RosterEvent | undefined {
    const { id } = conversation;
    const known = this.#seen.get(id);
    const inView = type === 'UPSERT' && conversation.stage === 'OPEN';
    if (known === undefined && (!inView || this.#isLate(conversation))) return undefined;
    const record = known ?? new ConversationRecord(conversation, this.bot.self());
    const before = known?.snapshot;
    if (known !== undefined && !known.update(conversation)) return undefined;
    const took = this.#joined.has(id);
    const takes = inView && record.myRole !== undefined;
    if (inView) this.#seen.set(id, record);
    else this.#leave(record);
    if (takes) this.#joined.set(id, record);
    else this.#joined.delete(id);
    const past = before === undefined ? {} : { before };
    if (takes === took) return { type: 'updated', record, ...past, ...moves(record, before) };
    if (takes) return { type: 'joined', record, ...past, ...NOBODY };
    return { type: isClosed(conversation) ? 'closed' : 'left', record, ...past, ...NOBODY };
  }

  /** Those this bot took part in and a full snapshot does not show any more. */
  missing(conversationIds: ReadonlySet<string>): readonly ConversationRecord[] {
    return [...this.#joined.values()].filter(({ snapshot }) => !conversationIds.has(snapshot.id));
  }

  /** Conversations that a full snapshot does not show any more are gone; gives back those that this bot took part in. */
  retain(conversationIds: ReadonlySet<string>): readonly ConversationRecord[] {
    const isGone = ({ snapshot }: ConversationRecord): boolean => !conversationIds.has(snapshot.id);
    const gone = this.missing(conversationIds);
    for (const { snapshot } of [...this.#seen.values()].filter(isGone)) {
      this.#seen.delete(snapshot.id);
      this.#joined.delete(snapshot.id);
    }
    return gone;
  }

  #isLate({ id, metaDataLastUpdateTs = Infinity }: ConversationSnapshot): boolean {
    return metaDataLastUpdateTs < (this.#gone.get(id) ?? 0);
  }

  #leave({ snapshot: { id, metaDataLastUpdateTs = 0 } }: ConversationRecord): void {
    this.#seen.delete(id);
    this.#gone.set(id, metaDataLastUpdateTs);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > MEMORY && oldest !== undefined) this.#gone.delete(oldest);
  }
}

const isClosed = ({ state, stage }: ConversationSnapshot): boolean => stage === 'CLOSE' || state === 'CLOSE';

const MEMORY = 1_000;
const NOBODY = Object.freeze({ arrived: Object.freeze([]), departed: Object.freeze([]) });

function moves(
  record: ConversationRecord,
  before: ConversationSnapshot | undefined,
): Pick<RosterEvent, 'arrived' | 'departed'> {
  if (before === undefined || record.snapshot.participants.length === 0) return NOBODY;
  const was = record.at(before).participants;
  const is = record.participants;
  return { arrived: without(is, was), departed: without(was, is) };
}

/** Those of the first list whose id and role are not in the second. */
const without = (some: readonly Participant[], others: readonly Participant[]): readonly Participant[] =>
  some.filter(({ id, role }) => !others.some((other) => other.id === id && other.role === role));
