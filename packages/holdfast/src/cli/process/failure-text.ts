import { isHoldfastError, redact, type Secrets } from '@holdfast/core/internal';
import { stacksText } from '../../running/complaint.js';

export interface FailureTerms {
  readonly secrets: Secrets;
  /** Whether calls and causes were asked for. */
  readonly stack: boolean;
}

/** What stands on standard error when a command failed: who, what, the fact and the remedy. Stacks only if asked for. */
export function failureText(name: string, error: unknown, { secrets, stack }: FailureTerms): string {
  const clean = (text: string): string => String(redact(text, secrets));
  if (stack) return `${clean(name)}: ${stacksText(error, secrets)}\n`;
  if (isHoldfastError(error)) return `${clean(name)}: ${clean(error.message)} [${error.code}]\n`;
  const fact = error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${typeof error}`;
  return `${clean(name)}: It failed unexpectedly (${clean(fact)}). Add --stack to see where.\n`;
}
