import type { AgentIdentity } from '../protocol/agent-id.js';
import type { NotificationFrame } from '../protocol/frame.js';
import type { OutgoingRequest } from '../ports/transport.js';

/** Reads what was missed; a dialog whose history cannot be read waits alone. */
export type CatchUp = () => Promise<{ readonly missed: number }>;

/** What the floor above does for a session: the session says when, the bot knows what. */
export interface Duties {
  /**
   * On a fresh socket, before `live`: agent state and subscriptions, which have one deadline together, and what comes after
   * them. A rejection means that the session is not live.
   */
  restore(request: (request: OutgoingRequest) => Promise<unknown>, self: AgentIdentity): Promise<CatchUp>;
  notified(notification: NotificationFrame): void;
  /** While live, now and then: compare a fresh snapshot with what was handled. */
  reconcile(): Promise<void>;
  /** Finish what is accepted and take nothing new. The signal ends the wait. */
  drain(signal: AbortSignal): Promise<void>;
  /** Tell the platform that this agent is away. */
  sayAway(self: AgentIdentity): Promise<void>;
}
