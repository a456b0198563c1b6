import type { Clock } from '../resilience/monotonic.js';

/** A moment of the monotonic clock as a date, by what the wall clock says now. For people to read, never to decide by. */
export const wallClock = (moment: number, clock: Clock): Date => new Date(Date.now() - (clock.now() - moment));
