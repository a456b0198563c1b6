import { StoreConflictError } from '@holdfast/core/internal';
import type { Write } from './database.js';
import { entryAt, expiryAt, LEDGER_KEY } from './layout.js';
import { booked, encodeLedger, type Ledger } from './ledger.js';
import { encodeRecord, type StoredRecord } from './record.js';

/** One change of one entry. Moments are in the time of the store. */
export type Change =
  | {
      readonly type: 'put';
      readonly id: string;
      readonly text: string;
      readonly expiresAt?: number;
      readonly ifVersion?: string | null;
    }
  | { readonly type: 'delete'; readonly id: string; readonly ifVersion?: string | null }
  /** Lets an entry expire at this moment, if not earlier. */
  | { readonly type: 'shorten'; readonly id: string; readonly expiresAt: number }
  /** Removes an entry whose time has come; `listed` is where the list of expiries has it. */
  | { readonly type: 'sweep'; readonly id: string; readonly listed: string; readonly now: number }
  /** Notes the time of the store, which would else stand still over restarts without changes. Touches no entry. */
  | { readonly type: 'age'; readonly id: '' };

export interface Plan {
  readonly writes: readonly Write[];
  readonly ledger: Ledger;
  /** For each change, the version of its entry afterwards, or why it was not made. */
  readonly outcomes: readonly (string | Error)[];
}

/** What a group of changes means on disk. Pure; later changes see what earlier ones did. */
export function planChanges(changes: readonly Change[], current: Map<string, StoredRecord>, ledger: Ledger): Plan {
  const entries = new Map(current);
  const writes: Write[] = [];
  let books = ledger;
  const place = (id: string, next: StoredRecord | undefined): void => {
    const before = entries.get(id);
    if (before?.expiresAt !== undefined) writes.push({ type: 'del', key: expiryAt(before.expiresAt, id) });
    if (next === undefined) {
      entries.delete(id);
      writes.push({ type: 'del', key: entryAt(id) });
    } else {
      entries.set(id, next);
      writes.push({ type: 'put', key: entryAt(id), value: encodeRecord(id, next) });
      if (next.expiresAt !== undefined) writes.push({ type: 'put', key: expiryAt(next.expiresAt, id), value: '' });
    }
    books = booked(books, before, next);
  };
  const make = (change: Change): string | Error => {
    const before = entries.get(change.id);
    const version = before === undefined ? null : String(before.version);
    if ('ifVersion' in change && change.ifVersion !== undefined && change.ifVersion !== version) return conflict();
    switch (change.type) {
      case 'put': {
        books = { ...books, last: books.last + 1 };
        const { text, expiresAt } = change;
        place(change.id, { version: books.last, text, ...(expiresAt === undefined ? {} : { expiresAt }) });
        return String(books.last);
      }
      case 'delete':
        // A number of its own, so that a deletion that is lost later is missed like any other commit.
        if (before !== undefined) books = { ...books, last: books.last + 1 };
        if (before !== undefined) place(change.id, undefined);
        return '';
      case 'shorten':
        if (before !== undefined && !((before.expiresAt ?? Infinity) <= change.expiresAt)) {
          place(change.id, { ...before, expiresAt: change.expiresAt });
        }
        return '';
      case 'sweep':
        writes.push({ type: 'del', key: change.listed });
        if (before?.expiresAt !== undefined && before.expiresAt <= change.now) {
          books = { ...books, last: books.last + 1 };
          place(change.id, undefined);
        }
        return '';
      case 'age':
        return '';
    }
  };
  const outcomes = changes.map(make);
  if (writes.length > 0 || changes.some(({ type }) => type === 'age'))
    writes.push({ type: 'put', key: LEDGER_KEY, value: encodeLedger(books) });
  return { writes, ledger: books, outcomes };
}

const conflict = (): Error =>
  new StoreConflictError('A stored entry has changed since it was read. Read it again and decide anew.');
