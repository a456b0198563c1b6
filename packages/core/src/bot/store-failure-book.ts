import type { DialogKey, FailedAttempts, FailureBook } from '../delivery/failure-book.js';
import type { SteadyStore } from '../memory/steady-store.js';
import type { Json, StoreKey } from '../ports/store.js';
import { field, readCount } from '../protocol/read.js';

/**
 * Keeps the book in the store of the bot, an entry for each dialog with a failing message. Where the store fails, or an id
 * is too long for it, attempts are counted from 1 again after a restart: that is no reason to hold a message back.
 */
export class StoreFailureBook implements FailureBook {
  constructor(private readonly store: SteadyStore) {}

  async recall(dialog: DialogKey): Promise<FailedAttempts | undefined> {
    try {
      return readFailedAttempts((await this.store.read(keyOf(dialog)))?.value);
    } catch {
      return undefined;
    }
  }

  note(dialog: DialogKey, { sequence, attempts }: FailedAttempts): void {
    this.store.write(keyOf(dialog), { sequence, attempts }).catch(nothing);
  }

  forget(dialog: DialogKey): void {
    this.store.remove(keyOf(dialog)).catch(nothing);
  }
}

const keyOf = ({ conversationId, dialogId }: DialogKey): StoreKey => ({
  conversationId,
  name: `holdfast.attempts.${dialogId}`,
});

function readFailedAttempts(value: Json | undefined): FailedAttempts | undefined {
  const [sequence, attempts] = [readCount(field(value, 'sequence')), readCount(field(value, 'attempts'))];
  return sequence === undefined || attempts === undefined ? undefined : { sequence, attempts };
}

const nothing = (): void => undefined;
