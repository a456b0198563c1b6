import type { Database, Write } from './database.js';
import { allEntries, allExpiries, expiryAt, idOfEntry, LEDGER_KEY } from './layout.js';
import { addsUp, booked, decodeLedger, emptyLedger, encodeLedger, type Ledger } from './ledger.js';
import { decodeRecord } from './record.js';

/** What a store turned out to hold when it was opened. */
export interface Inspection {
  /** The books to go on with. */
  readonly ledger: Ledger;
  /** Whether something that was acknowledged is missing or damaged. */
  readonly damaged: boolean;
  /** Keys of entries that are not what was written. */
  readonly unreadable: readonly string[];
}

/** The schema of what is there, without looking at anything else; `undefined` if the books are missing. */
export async function schemaOf(database: Database): Promise<number | undefined> {
  const line = await database.get(LEDGER_KEY);
  return line === undefined ? undefined : decodeLedger(line)?.schema;
}

/**
 * Reads every entry and adds up. A commit that was lost, from the end or from the middle, and an entry that was changed
 * by the disk, leave a difference to the books or to the witness.
 */
export async function inspect(database: Database, witnessed: number | undefined): Promise<Inspection> {
  const line = await database.get(LEDGER_KEY);
  const books = line === undefined ? undefined : decodeLedger(line);
  const unreadable: string[] = [];
  let found = emptyLedger;
  let newest = 0;
  for await (const page of database.pages(allEntries)) {
    for (const [key, value] of page) {
      const record = decodeRecord(idOfEntry(key), value);
      if (record === undefined) unreadable.push(key);
      else found = booked(found, undefined, record);
      newest = Math.max(newest, record?.version ?? 0);
    }
  }
  const { last, age } = books ?? emptyLedger;
  const behind = (witnessed ?? 0) > last;
  const missingBooks = books === undefined && (line !== undefined || newest > 0);
  return {
    ledger: { ...found, age, last: Math.max(last, newest, witnessed ?? 0) },
    damaged: behind || missingBooks || unreadable.length > 0 || !addsUp(found, books ?? emptyLedger),
    unreadable,
  };
}

/** Takes out what is unreadable, and makes lists and books fit what is left. */
export async function mend(database: Database, { ledger, unreadable }: Inspection): Promise<void> {
  const writes: Write[] = unreadable.map((key) => ({ type: 'del', key }));
  for await (const page of database.pages(allExpiries)) {
    for (const [key] of page) writes.push({ type: 'del', key });
  }
  for await (const page of database.pages(allEntries)) {
    for (const [key, value] of page) {
      const id = idOfEntry(key);
      const expiresAt = decodeRecord(id, value)?.expiresAt;
      if (expiresAt !== undefined) writes.push({ type: 'put', key: expiryAt(expiresAt, id), value: '' });
    }
  }
  await database.commit([...writes, { type: 'put', key: LEDGER_KEY, value: encodeLedger(ledger) }]);
}

export const firstLedger = (): Write => ({ type: 'put', key: LEDGER_KEY, value: encodeLedger(emptyLedger) });
