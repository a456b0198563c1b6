import type { Source } from './source.js';

export interface DevLoopParts {
  readonly source: Pick<Source, 'build' | 'program'>;
  readonly bot: { start(program: string): void; stop(): Promise<void>; readonly isRunning: boolean };
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/**
 * Builds and starts a bot, and again after each change. A build that fails leaves the last good bot at work. Changes that
 * come meanwhile are one.
 */
export class DevLoop {
  readonly #parts: DevLoopParts;
  #isDue = false;
  #turn: Promise<void> | undefined;

  constructor(parts: DevLoopParts) {
    this.#parts = parts;
  }

  /** Resolves when the bot is as new as its sources, or cannot be. */
  changed(): Promise<void> {
    this.#isDue = true;
    return (this.#turn ??= this.#turns().finally(() => (this.#turn = undefined)));
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  async #turns(): Promise<void> {
    while (this.#isDue && !this.#parts.signal.aborted) {
      this.#isDue = false;
      await this.#renew().catch((error: unknown) => this.#parts.tell(`It could not be built: ${String(error)}`));
    }
  }

  async #renew(): Promise<void> {
    const { source, bot, signal, tell } = this.#parts;
    const { ok, says } = await source.build(signal);
    if (signal.aborted) return;
    if (says !== '') tell(says);
    if (!ok) {
      tell(bot.isRunning ? 'It does not compile; the last bot that did goes on.' : 'It does not compile. Change it.');
      return;
    }
    const again = bot.isRunning;
    await bot.stop();
    if (signal.aborted) return;
    bot.start(source.program);
    tell(again ? 'The sources have changed: the bot starts anew.' : 'The bot starts.');
  }
}
