import type { JournalEntry } from './bot/journal.js';

/** How often a kill came at a moment that matters; a run in which one of them never happened proves little. */
export function moments(journals: readonly (readonly JournalEntry[])[]): ReadonlyMap<string, number> {
  let interrupted = 0;
  let redelivered = 0;
  for (const journal of journals) {
    const open = new Set<number>();
    for (const entry of journal) {
      if (entry.at === 'start') open.add(entry.pid);
      if (entry.at === 'start' && entry.redelivered) redelivered += 1;
      if (entry.at === 'end') open.delete(entry.pid);
      if (entry.at === 'died' && open.delete(entry.pid)) interrupted += 1;
    }
  }
  return new Map([
    ['killed in mid-handler', interrupted],
    ['handled again', redelivered],
  ]);
}
