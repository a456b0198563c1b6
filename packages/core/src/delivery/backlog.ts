import type { AgentIdentity } from '../protocol/agent-id.js';
import { isContent, type MessageEvent } from '../protocol/message-event.js';
import { externalIdOf } from '../protocol/metadata.js';
import type { OnJoin } from './options.js';
import { isColleagueContent, isConsumerContent, isOwn } from './sender.js';

/**
 * What a joining or returning bot still has to handle, found from the dialog's record alone.
 *
 * A *trace* is a content event or a READ of this bot. The *line* is the last content of a colleague before the bot's
 * first trace, or the last one of all if there is no trace. Unhandled are the consumer's messages after the line that
 * lack this bot's READ. `all` draws no line; `none` draws it at the first trace, or at the end.
 *
 * A dialog may be handed to a colleague and come back. A colleague who speaks as ASSIGNED_AGENT after this bot spoke as
 * ASSIGNED_AGENT held the dialog, since it has only one: the bot's traces before that belong to an earlier stint and do
 * not count, or it would answer everything that the colleague has answered.
 */
export function unanswered(
  history: Iterable<MessageEvent>,
  self: AgentIdentity,
  onJoin: OnJoin,
): readonly MessageEvent[] {
  const backlog = new Backlog(self, onJoin);
  for (const event of history) backlog.add(event);
  const pending = new Set(backlog.pending());
  return backlog.bodies().filter(({ sequence }) => sequence !== undefined && pending.has(sequence));
}

const OWN_IDS = 1_000;

/**
 * Takes a record event by event, in order, and keeps little of it: numbers for what may be unhandled, whole events only
 * for the first `keep` of them, and the ids of the last 1,000 own messages.
 */
export class Backlog {
  /** The highest sequence of the record, -1 if it is empty. */
  end = -1;
  /** Whether this bot has marked anything READ here. */
  hasRead = false;
  /** Whether this bot has left any trace, also in an earlier stint. */
  returning = false;
  /** `ExternalId`s of own content with their sequences, oldest first. */
  readonly ownIds: (readonly [id: string, sequence: number])[] = [];

  readonly #unread = new Map<number, MessageEvent | undefined>();
  #kept = 0;
  /** Consumer messages up to here are not ours to answer. */
  #line = -1;
  #traced = false;
  #assigned = false;

  constructor(
    private readonly self: AgentIdentity,
    private readonly onJoin: OnJoin,
    private readonly keep = Infinity,
  ) {}

  add(event: MessageEvent): void {
    const { sequence } = event;
    if (sequence === undefined) return;
    this.end = Math.max(this.end, sequence);
    if (isOwn(this.self, event)) this.#own(event, sequence);
    else if (isConsumerContent(this.self, event)) this.#consumer(event, sequence);
    else if (isColleagueContent(this.self, event)) this.#colleague(event, sequence);
  }

  /** Sequences of the unhandled messages, in order. */
  pending(): readonly number[] {
    const line = this.#effectiveLine();
    return [...this.#unread.keys()].filter((sequence) => sequence > line).sort((a, b) => a - b);
  }

  /** The events that were kept, in order; some of them may not be pending. */
  bodies(): readonly MessageEvent[] {
    return [...this.#unread.values()].filter((event) => event !== undefined);
  }

  /** Somebody knows better: this one has been handled. */
  forget(sequence: number): void {
    if (this.#unread.get(sequence) !== undefined) this.#kept -= 1;
    this.#unread.delete(sequence);
  }

  #effectiveLine(): number {
    if (this.onJoin === 'all') return -1;
    return this.onJoin === 'none' && !this.#traced ? this.end : this.#line;
  }

  #own(event: MessageEvent, sequence: number): void {
    const content = event.event;
    if (content.type === 'AcceptStatusEvent') {
      if (content.status !== 'READ') return;
      this.hasRead = true;
      for (const read of content.sequenceList) this.forget(read);
    } else if (isContent(content)) {
      const id = externalIdOf(event.metadata);
      if (id !== undefined) this.ownIds.push([id, sequence]);
      if (this.ownIds.length > OWN_IDS) this.ownIds.shift();
    } else {
      return;
    }
    if (event.role === 'ASSIGNED_AGENT') this.#assigned = true;
    if (!this.#traced && this.onJoin === 'none') this.#line = sequence;
    this.#traced = true;
    this.returning = true;
  }

  #consumer(event: MessageEvent, sequence: number): void {
    const kept = this.#kept < this.keep;
    if (kept) this.#kept += 1;
    this.#unread.set(sequence, kept ? event : undefined);
  }

  #colleague(event: MessageEvent, sequence: number): void {
    if (this.#assigned && event.role === 'ASSIGNED_AGENT') {
      this.#assigned = false;
      this.#traced = false;
    }
    if (this.#traced) return;
    this.#line = sequence;
    if (this.onJoin !== 'all') this.#forgetAll();
  }

  #forgetAll(): void {
    this.#unread.clear();
    this.#kept = 0;
  }
}
