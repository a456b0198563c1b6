import { inspect } from 'node:util';
import type { Logger } from 'holdfast';

export interface DiaryEntry {
  readonly level: keyof Logger;
  readonly message: string;
  readonly facts: object;
}

/** A logger that keeps every record of every level. */
export class Diary implements Logger {
  readonly entries: DiaryEntry[] = [];

  debug(facts: object, message: string): void {
    this.entries.push({ level: 'debug', message, facts });
  }

  info(facts: object, message: string): void {
    this.entries.push({ level: 'info', message, facts });
  }

  warn(facts: object, message: string): void {
    this.entries.push({ level: 'warn', message, facts });
  }

  error(facts: object, message: string): void {
    this.entries.push({ level: 'error', message, facts });
  }

  /** Records at least as loud as a warning. */
  get alarms(): readonly DiaryEntry[] {
    return this.entries.filter(({ level }) => level === 'warn' || level === 'error');
  }

  get text(): string {
    return spelledOut(this.entries);
  }
}

/** Everything that can be seen of a value, hidden properties included. */
export const spelledOut = (value: unknown): string =>
  inspect(value, { depth: Infinity, maxStringLength: Infinity, maxArrayLength: Infinity, showHidden: true });
