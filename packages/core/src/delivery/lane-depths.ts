import type { Lane } from './lane.js';

/** What is held of one dialog. */
export interface LaneDepth {
  readonly dialogId: string;
  /** Messages in memory, the running one included. */
  readonly queued: number;
  readonly running: boolean;
}

/** So many dialogs are told of: a snapshot must stay small on a busy day. */
const SHOWN = 20;

/** The busiest dialogs, the fullest first; those that do not wait for anything are left out. */
export function laneDepths(lanes: Iterable<Lane>): readonly LaneDepth[] {
  const busiest: LaneDepth[] = [];
  for (const { dialogId, queue, turn } of lanes) {
    if (queue.length === 0 && turn === undefined) continue;
    const place = busiest.findIndex(({ queued }) => queued < queue.length);
    if (place < 0 && busiest.length === SHOWN) continue;
    busiest.splice(place < 0 ? busiest.length : place, 0, {
      dialogId,
      queued: queue.length,
      running: turn !== undefined,
    });
    if (busiest.length > SHOWN) busiest.pop();
  }
  return busiest;
}
