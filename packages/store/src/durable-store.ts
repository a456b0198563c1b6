import {
  type Clock,
  entryKey,
  entryPrefix,
  type Json,
  jsonText,
  type Logger,
  type Store,
  type StoreKey,
  type StoreSetOptions,
  StoreUnavailableError,
  type Versioned,
  type VersionCheck,
} from '@holdfast/core/internal';
import { type Change, planChanges } from './changes.js';
import type { Database } from './database.js';
import { StoreDamagedError } from './errors.js';
import type { FolderLock } from './folder-lock.js';
import { GroupCommit } from './group-commit.js';
import { entriesUnder, entryAt, expiredBy, idOfEntry, idOfExpiry, LEDGER_KEY } from './layout.js';
import { decodeLedger, type Ledger } from './ledger.js';
import { decodeRecord, type StoredRecord } from './record.js';
import type { Witness } from './witness.js';

/** How a store was found when it was opened. */
export interface StoreOpening {
  /** There was none in the folder. */
  readonly created: boolean;
  /** LevelDB could not open it as it was, and rebuilt its files. */
  readonly repaired: boolean;
  /** What was acknowledged once and is missing or damaged: nothing, some of it, or everything. */
  readonly lost: 'nothing' | 'some' | 'everything';
  readonly entries: number;
}

export interface DurableStoreParts {
  readonly folder: string;
  readonly database: Database;
  readonly lock: FolderLock;
  readonly witness: Witness;
  readonly ledger: Ledger;
  readonly opening: StoreOpening;
  readonly log: Logger;
  readonly clock: Clock;
  /** Milliseconds between two looks for entries whose time has come. */
  readonly sweepEvery: number;
}

/** Beyond this an entry is kept for ever: the list of expiries has 16 digits. */
const LONGEST = 10 ** 15;

/**
 * A store on disk. A change is synced when its promise resolves; changes made while the disk is busy are synced together.
 * The time in which entries expire is the store's own and runs only while it is open, so no jump of the wall clock
 * forgets anything.
 */
export class DurableStore implements Store {
  readonly opening: StoreOpening;
  readonly #parts: DurableStoreParts;
  readonly #commits: GroupCommit<Change, string>;
  readonly #openedAt: number;
  readonly #ageAtOpen: number;
  readonly #sweeping: NodeJS.Timeout;
  #ledger: Ledger | undefined;
  #closing: Promise<void> | undefined;
  /** The last change of each entry that is not written yet. */
  readonly #unsettled = new Map<string, Promise<string>>();

  constructor(parts: DurableStoreParts) {
    this.#parts = parts;
    this.opening = parts.opening;
    this.#ledger = parts.ledger;
    this.#openedAt = parts.clock.now();
    this.#ageAtOpen = parts.ledger.age;
    this.#commits = new GroupCommit({ write: (group) => this.#write(group) });
    this.#sweeping = setInterval(() => void this.sweep(), parts.sweepEvery);
    this.#sweeping.unref();
  }

  /** What is kept under this key, also what was set a moment ago and is not on the disk yet. */
  async get(key: StoreKey): Promise<Versioned | undefined> {
    const id = entryKey(key);
    this.#assertOpen();
    // What was set before is read, also if its promise was not awaited.
    await this.#unsettled.get(id)?.catch(() => undefined);
    const line = await this.#parts.database.get(entryAt(id));
    if (line === undefined) return undefined;
    const record = decodeRecord(id, line);
    if (record === undefined) throw new StoreDamagedError(this.#parts.folder, 'an entry is not what was written.');
    if ((record.expiresAt ?? Infinity) <= this.#age) return undefined;
    return { value: JSON.parse(record.text) as Json, version: String(record.version) };
  }

  async set(key: StoreKey, value: Json, { keepFor, ifVersion }: StoreSetOptions = {}): Promise<string> {
    const [id, text] = [entryKey(key), jsonText(value)];
    this.#assertOpen();
    return this.#add({ type: 'put', id, text, ...this.#expiry(keepFor), ...checking(ifVersion) });
  }

  async delete(key: StoreKey, { ifVersion }: VersionCheck = {}): Promise<void> {
    const id = entryKey(key);
    this.#assertOpen();
    await this.#add({ type: 'delete', id, ...checking(ifVersion) });
  }

  async expire(conversationId: string, keepFor: number): Promise<void> {
    const prefix = entryPrefix(conversationId);
    const { expiresAt } = this.#expiry(keepFor);
    this.#assertOpen();
    if (expiresAt === undefined) return;
    const own = [...this.#unsettled].filter(([id]) => id.startsWith(prefix));
    await Promise.allSettled(own.map(([, made]) => made));
    for await (const page of this.#parts.database.pages(entriesUnder(prefix))) {
      const shorten = page.map(([key]) => this.#add({ type: 'shorten', id: idOfEntry(key), expiresAt }));
      await Promise.all(shorten);
    }
  }

  /** Forgets what has expired. Happens by itself; a failure is told and tried again next time. */
  async sweep(): Promise<void> {
    const now = this.#age;
    try {
      for await (const page of this.#parts.database.pages(expiredBy(now))) {
        await Promise.all(page.map(([listed]) => this.#add({ type: 'sweep', id: idOfExpiry(listed), listed, now })));
      }
      if ((this.#ledger?.entries ?? 0) > 0) await this.#commits.add({ type: 'age', id: '' });
    } catch (error) {
      if (this.#closing === undefined) this.#parts.log.warn({ error }, 'the store could not forget what has expired');
    }
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<void> {
    clearInterval(this.#sweeping);
    await this.#commits.add({ type: 'age', id: '' }).catch(() => undefined);
    await this.#commits.settled();
    try {
      await this.#parts.witness.close();
      await this.#parts.database.close();
    } finally {
      await this.#parts.lock.release();
    }
  }

  async #write(group: readonly Change[]): Promise<readonly (string | Error)[]> {
    const { database, witness } = this.#parts;
    const ids = [...new Set(group.map(({ id }) => id))];
    try {
      const [ledgerLine, ...lines] = await database.getMany([LEDGER_KEY, ...ids.map(entryAt)]);
      const ledger = this.#ledger ?? decodeLedger(ledgerLine ?? '') ?? this.#parts.ledger;
      const plan = planChanges(group, recordsOf(ids, lines), { ...ledger, age: this.#age });
      if (plan.writes.length > 0) await database.commit(plan.writes);
      this.#ledger = plan.ledger;
      if (plan.ledger.last > ledger.last) await witness.saw(plan.ledger.last);
      return plan.outcomes;
    } catch (error) {
      // The group may be on the disk or not: the books are read again before the next one.
      this.#ledger = undefined;
      throw error;
    }
  }

  #add(change: Change): Promise<string> {
    const { id } = change;
    const made = this.#commits.add(change).finally(() => {
      if (this.#unsettled.get(id) === made) this.#unsettled.delete(id);
    });
    this.#unsettled.set(id, made);
    return made;
  }

  get #age(): number {
    return Math.floor(this.#ageAtOpen + this.#parts.clock.now() - this.#openedAt);
  }

  #expiry(keepFor = Infinity): { readonly expiresAt?: number } {
    const expiresAt = this.#age + Math.ceil(keepFor);
    return expiresAt < LONGEST ? { expiresAt } : {};
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new StoreUnavailableError(`The store in ${this.#parts.folder} is closed.`);
  }
}

const checking = (ifVersion: string | null | undefined): VersionCheck => (ifVersion === undefined ? {} : { ifVersion });

function recordsOf(ids: readonly string[], lines: readonly (string | undefined)[]): Map<string, StoredRecord> {
  const records = new Map<string, StoredRecord>();
  ids.forEach((id, index) => {
    const record = decodeRecord(id, lines[index] ?? '');
    if (record !== undefined) records.set(id, record);
  });
  return records;
}
