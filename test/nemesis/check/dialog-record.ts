import type { ConversationView } from '@holdfast/simulator';

/** One dialog as the platform keeps it, as far as the promises are about it. */
export interface DialogRecord {
  readonly dialogId: string;
  readonly events: readonly RecordedEvent[];
}

export interface RecordedEvent {
  readonly sequence: number;
  readonly by: 'consumer' | 'brand';
  /** Of content. */
  readonly text?: string;
  /** Sequences that this receipt marks READ. */
  readonly read?: readonly number[];
}

export const dialogRecords = (conversations: readonly ConversationView[]): readonly DialogRecord[] =>
  conversations.flatMap(({ dialogs }) =>
    dialogs.map(({ id, events }) => ({
      dialogId: id,
      events: events.map(({ sequence, role, event }) => {
        const by = role === 'CONSUMER' ? 'consumer' : 'brand';
        if (typeof event['message'] === 'string') return { sequence, by, text: event['message'] } as const;
        if (event['status'] !== 'READ' || !Array.isArray(event['sequenceList'])) return { sequence, by } as const;
        return { sequence, by, read: event['sequenceList'].map(Number) } as const;
      }),
    })),
  );
