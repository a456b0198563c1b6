import { FaultRuleError } from './fault-rule-error.js';

/** @throws FaultRuleError, always. */
export function refuse(field: string, fact: string): never {
  throw new FaultRuleError(field, fact);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export const isDuration = (value: unknown): value is number => typeof value === 'number' && value >= 0;
