import type { Happening } from '@holdfast/console/browser';
import type { FaultNotice } from '../faults/fault-notice.js';

/** One thing that went wrong, with all that was done to the bot before it had recovered. */
export interface Episode {
  readonly faults: readonly [FaultNotice, ...FaultNotice[]];
  readonly start: number;
  /** When the next episode begins. */
  readonly end?: number;
}

/** Faults that follow each other this closely, in ms, belong together. */
const CLOSE = 3_000;

/** Oldest first. Faults that hit a bot which is away already belong to what took it away. */
export function episodes(notices: readonly FaultNotice[], happenings: readonly Happening[]): readonly Episode[] {
  const found: Episode[] = [];
  for (const notice of notices) {
    const last = found.at(-1);
    const before = last?.faults.at(-1)?.at ?? -Infinity;
    if (last !== undefined && (notice.at - before < CLOSE || isAway(happenings, notice.at - 1))) {
      found[found.length - 1] = { ...last, faults: [...last.faults, notice] };
      continue;
    }
    if (last !== undefined) found[found.length - 1] = { ...last, end: notice.at };
    found.push({ faults: [notice], start: notice.at });
  }
  return found;
}

/** Whether the session was lost and not live again at a moment. `happenings` come newest first. */
export const isAway = (happenings: readonly Happening[], at: number): boolean =>
  isAwayAfter(happenings.filter((one) => one.at <= at));

/** Whether the session was lost after all of this. */
export const isAwayAfter = (happenings: readonly Happening[]): boolean =>
  happenings.find(({ name }) => LINK.has(name))?.name === 'interrupted';

const LINK: ReadonlySet<string> = new Set(['interrupted', 'live', 'recovered', 'failed']);
