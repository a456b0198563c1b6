import type { JournalEntry } from './bot/journal.js';

/** What kills have to come to; a run in which one of them never happened proves little. */
export const momentKinds: readonly string[] = ['killed in mid-handler', 'begun again after a kill'];

/** How often each of them happened. */
export function moments(journals: readonly (readonly JournalEntry[])[]): ReadonlyMap<string, number> {
  let interrupted = 0;
  let again = 0;
  for (const journal of journals) {
    const open = new Set<number>();
    const begunBy = new Map<string, number>();
    for (const entry of journal) {
      if (entry.at === 'end') open.delete(entry.pid);
      if (entry.at === 'died' && open.delete(entry.pid)) interrupted += 1;
      if (entry.at !== 'start') continue;
      open.add(entry.pid);
      const key = `${entry.dialogId}:${entry.sequence}`;
      if ((begunBy.get(key) ?? entry.pid) !== entry.pid) again += 1;
      begunBy.set(key, entry.pid);
    }
  }
  return new Map([
    ['killed in mid-handler', interrupted],
    ['begun again after a kill', again],
  ]);
}
