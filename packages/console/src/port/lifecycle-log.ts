import type { BotEvent } from '@holdfast/core';
import type { LifecycleRecord } from '../wire/lifecycle-record.js';
import { lifecycleRecord } from './lifecycle-record.js';

const CAPACITY = 200;

/** The newest 200 events of a bot. */
export class LifecycleLog {
  readonly #kept: LifecycleRecord[] = [];
  /** Begins with the time, so that a client of an earlier port is not taken for one that has heard everything. */
  #lastId = Date.now();

  add(event: BotEvent): LifecycleRecord {
    this.#lastId += 1;
    const record = lifecycleRecord(event, { id: this.#lastId, at: new Date() });
    this.#kept.push(record);
    if (this.#kept.length > CAPACITY) this.#kept.shift();
    return record;
  }

  /** What came after an id, oldest first; everything for an id that was never given. */
  since(id: number): readonly LifecycleRecord[] {
    return id > this.#lastId ? [...this.#kept] : this.#kept.filter((record) => record.id > id);
  }
}
