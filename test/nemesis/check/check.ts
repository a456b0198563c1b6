import type { JournalEntry } from '../bot/journal.js';
import { checkHandling } from './check-handling.js';
import { checkRecord } from './check-record.js';
import type { DialogRecord } from './dialog-record.js';
import type { Violation } from './violation.js';

export interface Evidence {
  readonly records: readonly DialogRecord[];
  /** One journal for each bot user; each dialog is in one of them. */
  readonly journals: readonly (readonly JournalEntry[])[];
}

/** Every promise of delivery that was broken, by the platform's record and the journals of the bots. */
export function check({ records, journals }: Evidence): readonly Violation[] {
  const handlings = journals.map((journal) => checkHandling(journal));
  const done = new Set(handlings.flatMap((handling) => [...handling.done]));
  return [
    ...records.flatMap((record) => checkRecord(record)),
    ...handlings.flatMap(({ violations }) => violations),
    ...records.flatMap((record) => neverHandled(record, done)),
  ];
}

const neverHandled = ({ dialogId, events }: DialogRecord, done: ReadonlySet<string>): readonly Violation[] =>
  events
    .filter(({ by, text, sequence }) => by === 'consumer' && text !== undefined && !done.has(`${dialogId}:${sequence}`))
    .map(({ sequence }) => ({ promise: 'lost', dialogId, sequence, fact: 'no handler has ever done with it' }));
