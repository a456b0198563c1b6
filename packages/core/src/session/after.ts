import { NEVER, type Observable, timer } from 'rxjs';

/** The longest that Node's timers can wait (25 days); asked for more, they fire at once. */
export const LONGEST_TIMER = 2_147_483_647;

/** Emits once after so many milliseconds, and never where that is longer than a timer can wait. */
export const after = (duration: number): Observable<unknown> => (duration > LONGEST_TIMER ? NEVER : timer(duration));
