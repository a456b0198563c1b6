import type { Stay } from './session-state.js';

const KEPT = 400;
/** A snapshot and an event that tell of the same step may differ by this many ms. */
const SAME = 50;

/** Adds a phase to the history, which hears of it twice: by a snapshot and by an event, in either order. */
export function withStay(stays: readonly Stay[], stay: Stay): readonly Stay[] {
  if (stays.some(({ phase, since }) => phase === stay.phase && Math.abs(since - stay.since) <= SAME)) return stays;
  const after = stays.findLastIndex(({ since }) => since <= stay.since);
  // What goes on does not begin again.
  if (stays[after]?.phase === stay.phase) return stays;
  return stays.toSpliced(after + 1, 0, stay).slice(-KEPT);
}
