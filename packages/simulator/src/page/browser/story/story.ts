import type { Happening } from '@holdfast/console/browser';
import type { FaultNotice } from '../faults/fault-notice.js';
import { type Episode, isAway, isAwayAfter } from './episode.js';
import type { Exchange } from './exchange.js';
import { sessionStep } from './session-step.js';
import type { Step } from './step.js';

export interface Witnesses {
  /** What the switches are called, by id. */
  readonly labels: ReadonlyMap<string, string>;
  /** Newest first. */
  readonly happenings: readonly Happening[];
  readonly exchanges: readonly Exchange[];
}

/** What happened in an episode to the bot and to those who talked to it, in order. */
export function story(episode: Episode, { labels, happenings, exchanges }: Witnesses): readonly Step[] {
  const within = ({ at }: { readonly at: number }) => at >= episode.start && at < (episode.end ?? Infinity);
  const ids = [...new Set(episode.faults.map(({ id }) => id))];
  const faults = ids.flatMap((id) =>
    broken(
      episode.faults.filter((fault) => fault.id === id),
      labels,
    ),
  );
  const session = happenings
    .flatMap((one, index) => sessionStep(one, isAwayAfter(happenings.slice(index + 1))) ?? [])
    .toReversed();
  const talk = exchanges.flatMap((exchange) => [...said(exchange, happenings), ...answered(exchange)]);
  return [...faults, ...session, ...talk].filter(within).toSorted((a, b) => a.at - b.at);
}

/** What a switch did: once in full, and as a number when it did more. */
function broken(same: readonly FaultNotice[], labels: Witnesses['labels']): readonly Step[] {
  const [first] = same;
  if (first === undefined) return [];
  const more = same.length > 1 ? ` (and ${same.length - 1} more)` : '';
  const label = labels.get(first.id);
  const text = `${label === undefined ? '' : `${label}: `}${first.what}${more}`;
  return [step(`fault-${first.id}`, { at: first.at, tone: 'fault', text })];
}

function said({ key, who, text, at }: Exchange, happenings: readonly Happening[]): readonly Step[] {
  const meanwhile = isAway(happenings, at) ? ' while the bot was away' : '';
  return [step(`said-${key}`, { at, tone: 'off', text: `${who} wrote “${text}”${meanwhile}` })];
}

const answered = ({ key, who, text, answers }: Exchange): readonly Step[] =>
  answers.map(({ at, times }, index) =>
    step(`answer-${key}-${index}`, {
      at,
      tone: times === 1 ? 'good' : 'bad',
      text: `${who} got the answer to “${text}”, ${times === 1 ? 'once' : `${times} times`}`,
    }),
  );

const step = (key: string, rest: Omit<Step, 'key'>): Step => ({ key, ...rest });
