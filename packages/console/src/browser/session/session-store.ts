import { reduceSession } from './reduce-session.js';
import type { SessionEvent } from './session-event.js';
import { initialSession, type SessionState } from './session-state.js';

export type SessionListener = (state: SessionState, event: SessionEvent) => void;

/** The state of the view, and whoever looks at it. */
export class SessionStore {
  private current = initialSession;
  private readonly listeners = new Set<SessionListener>();

  get state(): SessionState {
    return this.current;
  }

  apply(event: SessionEvent): void {
    this.current = reduceSession(this.current, event);
    for (const listener of this.listeners) listener(this.current, event);
  }

  /** Gives what ends it. */
  listen(listener: SessionListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
