import type { Logger } from '@holdfast/core/internal';

/** A logger that remembers what it was told, at which level. */
export class Recorder implements Logger {
  readonly records: { readonly level: string; readonly facts: object; readonly message: string }[] = [];
  readonly debug = this.#at('debug');
  readonly info = this.#at('info');
  readonly warn = this.#at('warn');
  readonly error = this.#at('error');

  #at(level: string) {
    return (facts: object, message: string): void => void this.records.push({ level, facts, message });
  }

  get levels(): readonly string[] {
    return this.records.map(({ level }) => level);
  }
}
