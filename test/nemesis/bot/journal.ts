/** One line of the journal of a bot user, in the order in which it happened. */
export type JournalEntry =
  /** A process has begun. */
  | { readonly at: 'born'; readonly pid: number }
  /** It is gone: whatever it had begun is over. */
  | { readonly at: 'died'; readonly pid: number }
  | (Run & { readonly at: 'start'; readonly redelivered: boolean })
  | (Run & { readonly at: 'end'; readonly outcome: 'done' | 'failed' });

/** One run of a handler. */
export interface Run {
  readonly pid: number;
  readonly dialogId: string;
  readonly sequence: number;
  /** Counts the runs for this message in this process, from 1. */
  readonly attempt: number;
}

export const journalLine = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`;

export const readJournal = (text: string): readonly JournalEntry[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalEntry);
