/**
 * What a bot remembers, on disk: `new MyBot(platform, { store: await openDurableStore({ folder }) })`.
 *
 * @module @holdfast/durable-store
 */

export { type DurableStoreOptions, openDurableStore } from './open-durable-store.js';
export type { DurableStore, StoreOpening } from './durable-store.js';
export { type Holder, StoreDamagedError, StoreFolderError, StoreLockedError, StoreSchemaError } from './errors.js';
