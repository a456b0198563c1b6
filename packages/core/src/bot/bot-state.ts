import type { Clock } from '../resilience/monotonic.js';
import type { State } from '../session/state.js';
import type { Phase } from '../session/table.js';
import { wallClock } from './wall-clock.js';

/** Where the session of a bot stands. It holds no secret. */
export interface BotState {
  readonly phase: Phase;
  /** Since when. */
  readonly since: Date;
  /** Rounds that failed since the session last settled; 0 on a good day. */
  readonly attempt: number;
  /** While `waiting`: why, as in the `interrupted` event. */
  readonly reason?: string;
  /** While `waiting`: when the next try is due. */
  readonly retryAt?: Date;
}

/** What of the machine's state an owner may see. */
export function botState({ phase, since, attempt, loss, retryIn }: State, clock: Clock): BotState {
  const waiting = phase === 'waiting' && loss !== undefined && retryIn !== undefined;
  return {
    phase,
    since: wallClock(since, clock),
    attempt,
    ...(waiting ? { reason: loss.reason, retryAt: wallClock(since + retryIn, clock) } : {}),
  };
}
