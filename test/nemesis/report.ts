import { excerpt } from './check/excerpt.js';
import { moments } from './moments.js';
import type { Outcome } from './nemesis.js';

const SHOWN = 5;

/** What a run came to, for people. */
export function report({ violations, evidence, weather, kills, selfEnded, took }: Outcome): string {
  const fired = [...weather, ...moments(evidence.journals)].map(([kind, times]) => `  ${kind.padEnd(30)}${times}`);
  const starts = evidence.journals.flat().filter(({ at }) => at === 'start').length;
  const shown = violations
    .slice(0, SHOWN)
    .map(({ promise, dialogId, sequence, fact }) =>
      [`${promise}: ${dialogId}:${sequence}: ${fact}`, excerpt(evidence.records, dialogId, sequence)].join('\n'),
    );
  return [
    `kills ${kills}, handlers begun ${starts}, storm ${seconds(took.storm)}, recovery ${seconds(took.recovery)}`,
    ...fired,
    ...[...tally(selfEnded)].map(([words, times]) => `  ended by itself: ${words}  ${times}`),
    `${violations.length} violations`,
    ...shown,
  ].join('\n');
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of words) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
