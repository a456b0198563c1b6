import type { Logger } from './logger.js';

/** A bot that begins a life, as its witness is told of it. */
export interface WitnessedLife {
  /** Name of the bot's class. */
  readonly bot: string;
  /** Its options, as they were resolved. Functions stand for themselves. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Redacts the secrets of the bot. */
  readonly log: Logger;
}

/** A handler of the author's that begins to run. */
export interface WitnessedHandler {
  /** What it listens to: `message`, `conversation`, `ring` … */
  readonly kind: string;
  /** `<class>.<method>`. */
  readonly name: string;
  readonly conversationId?: string;
  readonly dialogId?: string;
  /** Of the message. */
  readonly sequence?: number;
}

/**
 * Stands beside a platform and sees what becomes of its bot; it changes nothing. Each method is called synchronously, and
 * what it throws is lost.
 */
export interface Witness {
  /** Before anything else of a life. */
  begun(life: WitnessedLife): void;
  /** Whatever the bot tells, but for notifications. */
  told(event: { readonly type: string }): void;
  /** The bot has left something to chance: a number from [0, 1). */
  drew(chance: number): void;
  /** Gives what is to be called when the handler has ended, with what it threw if it failed. */
  handling(handler: WitnessedHandler): (failure?: unknown) => void;
  /** The life is over. `stop()` waits for this, so it must not take long. */
  over(): Promise<void>;
}
