import { filter, firstValueFrom, type Observable } from 'rxjs';
import { StoppedError } from '../errors/connection.js';
import type { State } from './state.js';
import { isEnd } from './table.js';

export interface GoLiveTerms {
  /** Gives up waiting: the session is stopped, and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly stop: () => void;
}

/** Resolves when a session that was started is live; rejects at its end with what ended it. */
export async function goLive(states: Observable<State>, { signal, stop }: GoLiveTerms): Promise<void> {
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const { phase, error } = await firstValueFrom(
      states.pipe(filter((state) => state.phase === 'live' || isEnd(state.phase))),
    );
    if (phase !== 'live') throw error ?? new StoppedError('The session was stopped before it was live.');
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
