import type { Conversation } from '../conversation/conversation.js';
import type { Roster } from '../conversation/roster.js';
import type { Runtime } from './runtime.js';

/** A part of what the running session knows. */
type Choice = (roster: Roster) => Pick<Roster, 'size' | 'get' | 'values'>;

/** A read-only map over conversations, made on demand. */
export class ConversationsView implements ReadonlyMap<string, Conversation> {
  constructor(
    private readonly runtime: () => Runtime | undefined,
    private readonly choice: Choice,
  ) {}

  get size(): number {
    return this.#records?.size ?? 0;
  }

  get(id: string): Conversation | undefined {
    const runtime = this.runtime();
    const record = this.#records?.get(id);
    return runtime === undefined || record === undefined ? undefined : runtime.conversation(record);
  }

  has(id: string): boolean {
    return this.#records?.get(id) !== undefined;
  }

  *entries(): MapIterator<[string, Conversation]> {
    for (const conversation of this.values()) yield [conversation.id, conversation];
  }

  *keys(): MapIterator<string> {
    for (const { id } of this.values()) yield id;
  }

  *values(): MapIterator<Conversation> {
    const runtime = this.runtime();
    if (runtime === undefined) return;
    for (const record of this.#records?.values() ?? []) yield runtime.conversation(record);
  }

  forEach(visit: (conversation: Conversation, id: string, map: ReadonlyMap<string, Conversation>) => void): void {
    for (const [id, conversation] of this.entries()) visit(conversation, id, this);
  }

  [Symbol.iterator](): MapIterator<[string, Conversation]> {
    return this.entries();
  }

  get #records(): ReturnType<Choice> | undefined {
    const roster = this.runtime()?.attendance.roster;
    return roster === undefined ? undefined : this.choice(roster);
  }
}
