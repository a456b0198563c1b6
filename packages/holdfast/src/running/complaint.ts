import { redact, type Secrets } from '@holdfast/core/internal';
import { isFinal } from './exit-code.js';

const MOST_CAUSES = 5;

/** What stands on standard error: one line for a mistake or a refusal, else the stack and the causes. No secrets. */
export function complaint(name: string, error: unknown, secrets: Secrets): string {
  const clean = (text: string): string => String(redact(text, secrets));
  if (isFinal(error)) return `${clean(name)}: ${clean(error.message)} [${clean(error.name)}]\n`;
  return `${clean(name)}: ${stacksText(error, secrets)}\n`;
}

/** The calls that led to an error, and those that led to its causes. No secrets. */
export function stacksText(error: unknown, secrets: Secrets): string {
  const clean = (text: string): string => String(redact(text, secrets));
  const stacks = [...causes(error)].map((cause) => stackOf(cause).split('\n').map(clean).join('\n'));
  return stacks.join('\ncaused by ');
}

function* causes(error: unknown): Generator<unknown> {
  let at = error;
  for (let n = 0; n < MOST_CAUSES; n += 1) {
    yield at;
    if (!(at instanceof Error) || at.cause === undefined) return;
    at = at.cause;
  }
}

const stackOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? `${thrown.name}: ${thrown.message}`) : `thrown: ${typeof thrown}`;
