import { oneLine, stripTerminalSequences } from './one-line.js';
import { redactPatterns } from './secret-patterns.js';
import type { Secrets } from './secrets.js';

const LONGEST_TEXT = 2_000;
/** More than this is not even looked at: the work for one record stays bounded. */
const LONGEST_SIGHT = 20_000;
/** A token of unknown value that the cut went through is at most so long. */
const LONGEST_TOKEN = 4_096;

const MORE = ' […]';

/**
 * A text as it may stand in a log: without secrets, on one line, at most 2,000 characters long.
 *
 * Terminal sequences go first, for taking them away could join the two halves of a secret.
 */
export const redactText = (text: string, secrets: Secrets): string => {
  const seen = stripTerminalSequences(text.slice(0, LONGEST_SIGHT));
  const clean = redactPatterns(secrets.redact(seen));
  const isWhole = text.length <= LONGEST_SIGHT;
  const safe = isWhole ? clean : clean.slice(0, Math.max(clean.length - Math.max(secrets.longest, LONGEST_TOKEN), 0));
  const line = oneLine(safe);
  if (line.length <= LONGEST_TEXT) return isWhole ? line : line + MORE;
  return line.slice(0, LONGEST_TEXT - MORE.length).replace(/[\ud800-\udbff]$/, '') + MORE;
};
