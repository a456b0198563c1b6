import { redact, Secrets } from '@holdfast/core/internal';

/** One line of a log, before it is written. */
export interface LogRecord {
  readonly level: string;
  /** ISO 8601. */
  readonly time: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** An error in place of facts is a fact itself, and so is anything else that has no fields. */
export const factsOf = (given: unknown): LogRecord['facts'] => {
  if (given instanceof Error) return { error: given };
  if (typeof given === 'object' && !Array.isArray(given)) return { ...given };
  return given === undefined ? {} : { facts: given };
};

/** Value as JSON. What JSON has no form for, and what throws when it is read, is told as far as it can be. */
export function jsonText(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, withoutLoss, indent) ?? 'undefined';
  } catch {
    return JSON.stringify(redact(value, none), undefined, indent) ?? 'undefined';
  }
}

const withoutLoss = (_: string, value: unknown): unknown =>
  value instanceof Error || typeof value === 'bigint' ? redact(value, none) : value;

const none = new Secrets();
