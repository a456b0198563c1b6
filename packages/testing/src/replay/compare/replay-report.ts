/** How today's bot differs from that night's. */
export type DifferenceKind =
  /** Something was said that night and is not today. */
  | 'reply-missing'
  /** Something is said today and was not that night. */
  | 'reply-extra'
  /** The same reply has another text. */
  | 'reply-text'
  /** The same replies come in another order. */
  | 'reply-order'
  /** The same reply comes earlier or later than the tolerance allows. */
  | 'reply-time'
  /** A transfer, a close, an answer to a ring, a state of the agent or another request. */
  | 'action-missing'
  | 'action-extra'
  /** It succeeded that night. */
  | 'handler-failed'
  /** It failed that night. */
  | 'handler-succeeded'
  /** Another method, or another failure. */
  | 'handler-other'
  | 'handler-missing'
  | 'handler-extra'
  /** Messages that were marked READ that night and are not today. */
  | 'receipt-missing'
  | 'receipt-extra'
  /** Connections of the session: more or fewer. */
  | 'connection'
  /** How the session ended. */
  | 'session';

export interface Difference {
  readonly kind: DifferenceKind;
  /** When, by the clock of that night. */
  readonly at: Date;
  /** Milliseconds since the recording began. */
  readonly offset: number;
  readonly conversationId?: string;
  /** What happened that night. */
  readonly recorded?: string;
  /** What happens today. */
  readonly today?: string;
  /** The last that the conversation, or else the session, had heard before. */
  readonly before?: string;
}

export interface ReplayReport {
  readonly same: boolean;
  /** In the order of their moments. */
  readonly differences: readonly Difference[];
  readonly file: string;
  /** Name of the bot's class today. */
  readonly bot: string;
  readonly beganAt: Date;
  /** Milliseconds of that night that were replayed. */
  readonly duration: number;
  readonly conversations: number;
  /** Whether the recording goes to the end of that life. What a killed process left unfinished is not compared. */
  readonly complete: boolean;
  /** What a reader of the report should know of the recording. */
  readonly notes: readonly string[];
}
