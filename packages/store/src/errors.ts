import { HoldfastError, type HoldfastErrorOptions } from '@holdfast/core/internal';

/** Which process holds a store, as far as it said so. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** Another process, or another store of this process, has the folder open. Nothing was touched. */
export class StoreLockedError extends HoldfastError {
  override readonly code = 'STORE_LOCKED';
  override readonly transient = true;

  constructor(
    readonly folder: string,
    readonly holder: Holder | undefined,
    options?: HoldfastErrorOptions,
  ) {
    const by =
      holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
    super(
      `The store in ${folder} is held by ${by}. Stop that one first, or give this bot a folder of its own.`,
      options,
    );
  }
}

/** The folder cannot hold a store: missing, not a folder, not permitted, or used for something else. */
export class StoreFolderError extends HoldfastError {
  override readonly code = 'STORE_FOLDER';
  override readonly transient = false;

  constructor(
    readonly folder: string,
    fact: string,
    options?: HoldfastErrorOptions,
  ) {
    super(`The folder ${folder} cannot be used as a store: ${fact}`, options);
  }
}

/** The store was written by a newer release. It was not touched. */
export class StoreSchemaError extends HoldfastError {
  override readonly code = 'STORE_SCHEMA';
  override readonly transient = false;

  constructor(
    readonly folder: string,
    readonly found: number,
    known: number,
  ) {
    super(
      `The store in ${folder} has schema ${found}, and this release knows up to ${known}. Update @holdfast/durable-store.`,
    );
  }
}

/** Something in the store is not what was written there. */
export class StoreDamagedError extends HoldfastError {
  override readonly code = 'STORE_DAMAGED';
  override readonly transient = false;

  constructor(
    readonly folder: string,
    fact: string,
    options?: HoldfastErrorOptions,
  ) {
    super(`The store in ${folder} is damaged: ${fact}`, options);
  }
}
