import type { Grant } from '../ports/authenticator.js';
import type { OutgoingRequest } from '../ports/transport.js';
import type { NotificationFrame } from '../protocol/frame.js';

/** Reads what was missed; a dialog whose history cannot be read waits alone. */
export type CatchUp = () => Promise<{ readonly missed: number }>;

/** What the floor above does for a session: the session says when, a bot or a consumer knows what. */
export interface Duties {
  /**
   * On a fresh socket, before `live`: agent state and subscriptions, which have one deadline together, and what comes after
   * them. A rejection means that the session is not live.
   */
  restore(request: (request: OutgoingRequest) => Promise<unknown>, grant: Grant): Promise<CatchUp>;
  notified(notification: NotificationFrame): void;
  /** While live, now and then: compare a fresh snapshot with what was handled. */
  reconcile(): Promise<void>;
  /** Finish what is accepted and take nothing new. The signal ends the wait. */
  drain(signal: AbortSignal): Promise<void>;
  /** Tell the platform that whoever holds this grant is away. */
  sayAway(grant: Grant): Promise<void>;
}
