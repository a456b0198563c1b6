/** Where a bot's session stands, as the session port tells it. It holds no text of consumers and no secret. */
export interface SessionSnapshot {
  readonly bot: {
    /** The name of its class, or the one that it was given. */
    readonly name: string;
  };
  /** When this was so. Every moment is ISO 8601, by the clock of the bot's machine. */
  readonly at: string;
  readonly phase: string;
  /** Since when the session has been in this phase. */
  readonly since: string;
  /** Rounds that failed since the session last settled. */
  readonly attempt: number;
  /** When the next try is due, while waiting. */
  readonly retryAt?: string;
  /** Live, and messages really arrive. */
  readonly ready: boolean;
  /** Why the last round failed; it stays when the session is live again. */
  readonly lastLoss?: LossSnapshot;
  readonly bearer?: BearerSnapshot;
  /** When anything last arrived on the present socket. */
  readonly lastInbound?: string;
  /** The last answered clock request. */
  readonly clock?: ClockSnapshot;
  readonly conversations: number;
  /** Requests that wait for the session to be live. */
  readonly waitingRequests: number;
  readonly delivery: DeliverySnapshot;
  /** The busiest dialogs, at most 20. */
  readonly lanes: readonly LaneSnapshot[];
  /** How often something odd happened that changed nothing, by kind. */
  readonly oddities: Readonly<Record<string, number>>;
}

export interface LossSnapshot {
  /** A short stable word, e.g. `silent`, `closed`, `ECONNREFUSED`. */
  readonly reason: string;
  /** The close code or HTTP status, when there was one. */
  readonly code?: number;
  readonly at: string;
}

export interface BearerSnapshot {
  readonly obtainedAt: string;
  /** Absent until the bearer was prolonged for the first time. */
  readonly refreshedAt?: string;
}

export interface ClockSnapshot {
  readonly at: string;
  /** Milliseconds. */
  readonly roundTrip: number;
  /** The platform's clock minus the bot's, in milliseconds. */
  readonly offset: number;
}

export interface DeliverySnapshot {
  readonly dialogs: number;
  readonly queued: number;
  readonly running: number;
  readonly behind: number;
  readonly parked: number;
  readonly outgoing: number;
}

export interface LaneSnapshot {
  readonly dialogId: string;
  /** Messages of this dialog in memory, the running one included. */
  readonly queued: number;
  readonly running: boolean;
}
