import { rename, rm } from 'node:fs/promises';
import { type Clock, type Logger, monotonicClock, StoreUnavailableError } from '@holdfast/core/internal';
import { condemnDamage } from './condemn-damage.js';
import { Database, failureOf } from './database.js';
import { DurableStore, type StoreOpening } from './durable-store.js';
import { StoreFolderError, StoreLockedError, StoreSchemaError } from './errors.js';
import { FolderLock } from './folder-lock.js';
import { readHolder, signHolder, type StoreFolder, storeFolder } from './folder.js';
import { firstLedger, inspect, type Inspection, mend, schemaOf } from './inspection.js';
import { type Ledger, SCHEMA } from './ledger.js';
import { processWarnings } from './process-warnings.js';
import { Witness } from './witness.js';

export interface DurableStoreOptions {
  /** A folder that is the store's alone. It is made if only it is missing; its parent must exist. */
  readonly folder: string;
  /** Refuses to begin with an empty store. @default false */
  readonly mustExist?: boolean;
  /** Told of damage and repairs. @default warnings of the process, which Node.js prints on stderr */
  readonly logger?: Logger;
  /** Milliseconds between two looks for entries whose time has come. @default 60_000 */
  readonly sweepEvery?: number;
  /** The source of time, for tests. @default monotonic */
  readonly clock?: Clock;
}

const SWEEP_EVERY = 60_000;

/**
 * Opens a store on disk, and reads all of it to see whether it is what was written.
 *
 * Rejects with `StoreFolderError`, `StoreLockedError` (another process has it), `StoreSchemaError` (a newer release wrote
 * it) and `StoreUnavailableError` (the disk failed). Damage does not reject: the store begins with what is left, says so
 * in `opening.lost`, and logs an error. What could not be used is kept beside it.
 */
export async function openDurableStore(options: DurableStoreOptions): Promise<DurableStore> {
  const { folder: given, mustExist = false, logger = processWarnings, sweepEvery = SWEEP_EVERY } = options;
  const folder = await storeFolder(given, { mustExist });
  const { lock, database, ledger, opening, witness } = await openLocked(folder, logger);
  if (opening.repaired || opening.lost !== 'nothing') {
    const facts = { folder: folder.path, ...opening };
    logger.error(facts, 'the store was damaged: it goes on with what is left');
  }
  await witness.saw(ledger.last);
  await signHolder(folder);
  return new DurableStore({
    folder: folder.path,
    lock,
    database,
    witness,
    ledger,
    opening,
    log: logger,
    clock: options.clock ?? monotonicClock,
    sweepEvery,
  });
}

interface Opened {
  readonly database: Database;
  readonly witness: Witness;
  readonly ledger: Ledger;
  readonly opening: StoreOpening;
}

async function openLocked(folder: StoreFolder, log: Logger): Promise<Opened & { readonly lock: FolderLock }> {
  let lock: FolderLock | undefined;
  try {
    lock = await FolderLock.take(folder.lock);
    const files = hasData(folder) ? await condemnDamage(folder.data) : [];
    if (files.length > 0) log.warn({ folder: folder.path, files }, 'tables of the store have changed on their disk');
    return { lock, ...(await openSoundly(folder)) };
  } catch (error) {
    await lock?.release();
    throw await refusal(folder, error);
  }
}

/** As it is; else repaired; else empty, with what was there set aside. */
async function openSoundly(folder: StoreFolder): Promise<Opened> {
  const steps = [
    ...(folder.content === 'broken' ? [] : [() => openAsItIs(folder, { repaired: false })]),
    async () => {
      await Database.repair(folder.data);
      return openAsItIs({ ...folder, content: 'store' }, { repaired: true });
    },
    async () => {
      await setAside(folder);
      return openAsItIs({ ...folder, content: 'gone' }, { repaired: true });
    },
  ];
  let damage: unknown;
  for (const step of steps) {
    try {
      return await step();
    } catch (error) {
      if (failureOf(error) !== 'corrupt') throw error;
      damage = error;
    }
  }
  throw damage;
}

async function openAsItIs(folder: StoreFolder, { repaired }: Pick<StoreOpening, 'repaired'>): Promise<Opened> {
  const created = !hasData(folder);
  const database = new Database(folder.data);
  await database.open({ create: created });
  let witness: Witness | undefined;
  try {
    const schema = created ? undefined : await schemaOf(database);
    if (schema !== undefined && schema > SCHEMA) throw new StoreSchemaError(folder.path, schema, SCHEMA);
    witness = await Witness.at(folder.witness);
    const inspection = await inspect(database, witness.said);
    const lost = inspection.damaged || folder.content === 'gone' ? lossOf(inspection) : 'nothing';
    if (lost !== 'nothing') await mend(database, inspection);
    else if (created) await database.commit([firstLedger()]);
    // LevelDB compresses what it repairs, and the next look at its tables has to be able to read them.
    if (repaired) await database.rewrite();
    const { ledger } = inspection;
    return { database, witness, ledger, opening: { created, repaired, lost, entries: ledger.entries } };
  } catch (error) {
    await witness?.close();
    await database.close();
    throw error;
  }
}

const hasData = ({ content }: StoreFolder): boolean => content === 'store' || content === 'broken';

const lossOf = ({ ledger }: Inspection): 'some' | 'everything' => (ledger.entries === 0 ? 'everything' : 'some');

/** Keeps the newest damaged store for whoever can read it. */
async function setAside({ data }: StoreFolder): Promise<void> {
  await rm(`${data}.damaged`, { recursive: true, force: true });
  await rename(data, `${data}.damaged`);
}

async function refusal(folder: StoreFolder, error: unknown): Promise<unknown> {
  if (error instanceof StoreSchemaError || error instanceof StoreFolderError) return error;
  if (failureOf(error) === 'locked')
    return new StoreLockedError(folder.path, await readHolder(folder), { cause: error });
  const message = `The store in ${folder.path} could not be opened. Check that its disk is writable and not full.`;
  return new StoreUnavailableError(message, { cause: error });
}
