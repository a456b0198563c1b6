/** What a bot tells of its session at one moment. Times are epoch ms by the clock of the bot. */
export interface BotSession {
  readonly name: string;
  readonly at: number;
  readonly phase: string;
  /** When this phase began. */
  readonly since: number;
  /** Rounds that failed since the session last settled. */
  readonly attempt: number;
  /** When the next try is due, while waiting. */
  readonly retryAt?: number;
  readonly ready: boolean;
  readonly lastLoss?: { readonly reason: string; readonly code?: number; readonly at: number };
  readonly bearer?: { readonly obtainedAt: number; readonly refreshedAt?: number };
  /** When anything last arrived on the present socket. */
  readonly lastInbound?: number;
  /** Round trip and offset in ms. */
  readonly clock?: { readonly at: number; readonly roundTrip: number; readonly offset: number };
  readonly conversations: number;
  readonly waitingRequests: number;
  /** Depths by name, in the order in which they came. */
  readonly delivery: readonly Count[];
  readonly lanes: readonly Lane[];
  /** What happened that was odd and changed nothing, by kind. */
  readonly oddities: readonly Count[];
}

export interface Count {
  readonly name: string;
  readonly count: number;
}

/** The messages of one dialog that wait for their turn. */
export interface Lane {
  readonly dialogId: string;
  readonly queued: number;
  readonly running: boolean;
}
