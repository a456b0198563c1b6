import { monotonicClock } from '../resilience/monotonic.js';
import { TokenBucket } from '../resilience/token-bucket.js';

/** Connects and logins of all bots and consumers of a process, a second. A crowd of bots must not look like an attack. */
const CONNECTS_PER_SECOND = 20;
/** So many at once after a rest: with the two that follow, no 100 ms see more than ten. */
const CONNECTS_AT_ONCE = 8;

/** Lets the bots and consumers of this process connect. */
export const connects = new TokenBucket({ perSecond: CONNECTS_PER_SECOND, burst: CONNECTS_AT_ONCE }, monotonicClock);
