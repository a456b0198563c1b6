import type { Conversation } from '../conversation/conversation.js';
import type { Runtime } from './runtime.js';

/** `bot.conversations`: a read-only map over what the running session knows, made on demand. */
export class ConversationsView implements ReadonlyMap<string, Conversation> {
  constructor(private readonly runtime: () => Runtime | undefined) {}

  get size(): number {
    return this.runtime()?.attendance.roster.size ?? 0;
  }

  get(id: string): Conversation | undefined {
    const runtime = this.runtime();
    const record = runtime?.attendance.roster.get(id);
    return runtime === undefined || record === undefined ? undefined : runtime.conversation(record);
  }

  has(id: string): boolean {
    return this.runtime()?.attendance.roster.get(id) !== undefined;
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
    for (const record of runtime.attendance.roster.values()) yield runtime.conversation(record);
  }

  forEach(visit: (conversation: Conversation, id: string, map: ReadonlyMap<string, Conversation>) => void): void {
    for (const [id, conversation] of this.entries()) visit(conversation, id, this);
  }

  [Symbol.iterator](): MapIterator<[string, Conversation]> {
    return this.entries();
  }
}
