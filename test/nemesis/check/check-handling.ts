import type { JournalEntry, Run } from '../bot/journal.js';
import type { Violation } from './violation.js';

export interface Handling {
  readonly violations: readonly Violation[];
  /** `<dialogId>:<sequence>` of what a handler has done with. */
  readonly done: ReadonlySet<string>;
}

/** What a journal tells: no two handlers at once in a dialog, none out of order, none again without need or notice. */
export function checkHandling(journal: readonly JournalEntry[]): Handling {
  const violations: Violation[] = [];
  const done = new Set<string>();
  const dialogs = new Map<string, Progress>();
  for (const entry of journal) {
    if (entry.at === 'died') {
      for (const progress of dialogs.values()) if (progress.running?.pid === entry.pid) delete progress.running;
    } else if (entry.at === 'start' || entry.at === 'end') {
      const progress = dialogs.get(entry.dialogId) ?? untouched();
      dialogs.set(entry.dialogId, progress);
      if (entry.at === 'start') {
        violations.push(...objections(progress, entry));
        begin(progress, entry);
      } else {
        delete progress.running;
        if (entry.outcome === 'failed') continue;
        progress.unfinished.delete(entry.sequence);
        progress.doneBy.set(entry.sequence, entry.pid);
        done.add(`${entry.dialogId}:${entry.sequence}`);
      }
    }
  }
  return { violations, done };
}

/** How far a dialog is. */
interface Progress {
  running?: Run;
  highest: number;
  readonly begun: Set<number>;
  /** Begun, and never done. */
  readonly unfinished: Set<number>;
  /** Which process has done with a message. */
  readonly doneBy: Map<number, number>;
}

const untouched = (): Progress => ({ highest: -1, begun: new Set(), unfinished: new Set(), doneBy: new Map() });

type Start = Extract<JournalEntry, { readonly at: 'start' }>;

function objections({ running, highest, begun, unfinished, doneBy }: Progress, start: Start): readonly Violation[] {
  const { dialogId, sequence } = start;
  const violations: Violation[] = [];
  const violate = (promise: Violation['promise'], fact: string): void =>
    void violations.push({ promise, dialogId, sequence, fact });
  const doneBefore = doneBy.get(sequence);
  const earlier = [...unfinished].filter((one) => one < sequence);

  if (running !== undefined) violate('overlap', `it began while ${running.sequence} was still being handled`);
  else if (earlier.length > 0) violate('disorder', `it began before ${earlier.join(', ')} was done`);
  if (!begun.has(sequence) && sequence < highest) violate('disorder', `it began for the first time after ${highest}`);
  if (doneBefore === start.pid) violate('twice', 'it was handled again although its process lived on');
  else if (doneBefore !== undefined && !start.redelivered)
    violate('unmarked', 'it was handled again, not marked as such');
  return violations;
}

function begin(progress: Progress, start: Start): void {
  const { sequence } = start;
  progress.running = start;
  progress.highest = Math.max(progress.highest, sequence);
  progress.begun.add(sequence);
  if (!progress.doneBy.has(sequence)) progress.unfinished.add(sequence);
}
