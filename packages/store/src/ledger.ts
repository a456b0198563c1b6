import { decodeRecord, encodeRecord, type StoredRecord } from './record.js';
import { LEDGER_KEY } from './layout.js';

export const SCHEMA = 1;

/**
 * The books of a store, written with every commit: a commit that is lost later, wherever it was, leaves entries that do
 * not add up to them.
 */
export interface Ledger {
  readonly schema: number;
  /** The newest version given. */
  readonly last: number;
  readonly entries: number;
  /** Of the versions of all entries. */
  readonly sum: number;
  /** Milliseconds that the store has been open, in all its lives: its own time, which no wall clock can move. */
  readonly age: number;
}

export const emptyLedger: Ledger = Object.freeze({ schema: SCHEMA, last: 0, entries: 0, sum: 0, age: 0 });

const MODULUS = 2 ** 52;

/** The books after one entry went, or came, or was replaced. */
export const booked = (ledger: Ledger, gone: StoredRecord | undefined, come: StoredRecord | undefined): Ledger => ({
  ...ledger,
  entries: ledger.entries - (gone === undefined ? 0 : 1) + (come === undefined ? 0 : 1),
  sum: (ledger.sum - (gone?.version ?? 0) + (come?.version ?? 0) + MODULUS) % MODULUS,
});

export const addsUp = (a: Ledger, b: Ledger): boolean => a.entries === b.entries && a.sum === b.sum;

export const encodeLedger = (ledger: Ledger): string =>
  encodeRecord(LEDGER_KEY, { version: ledger.last, text: JSON.stringify(ledger) });

/** `undefined` if it is not what was written. A newer schema is told by `schema` alone. */
export function decodeLedger(line: string): Ledger | undefined {
  const text = decodeRecord(LEDGER_KEY, line)?.text;
  if (text === undefined) return undefined;
  return { ...emptyLedger, ...(JSON.parse(text) as Partial<Ledger>) };
}
