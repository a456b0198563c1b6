/** How the parts of a store are told apart in one ordered key space. */
const ENTRY = 'e';
const EXPIRY = 'x';
const DIGITS = 16;

export const LEDGER_KEY = 'm';

export const entryAt = (id: string): string => ENTRY + id;
export const idOfEntry = (key: string): string => key.slice(ENTRY.length);

/** In the order in which entries expire. */
export const expiryAt = (expiresAt: number, id: string): string => EXPIRY + moment(expiresAt) + id;
export const idOfExpiry = (key: string): string => key.slice(EXPIRY.length + DIGITS);

export interface KeyRange {
  readonly gte: string;
  readonly lt: string;
}

export const allEntries: KeyRange = Object.freeze({ gte: ENTRY, lt: after(ENTRY) });
export const allExpiries: KeyRange = Object.freeze({ gte: EXPIRY, lt: after(EXPIRY) });
export const expiredBy = (now: number): KeyRange => ({ gte: EXPIRY, lt: EXPIRY + moment(now + 1) });
export const entriesUnder = (prefix: string): KeyRange => ({
  gte: entryAt(prefix),
  lt: `${entryAt(prefix)}\u{10FFFF}`,
});

const moment = (time: number): string => String(Math.floor(time)).padStart(DIGITS, '0');

function after(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 1);
}
