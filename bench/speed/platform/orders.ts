/** Who is to be served: every earlier user is gone. */
export interface Roll {
  readonly users: number;
  /** Open conversations of each user. */
  readonly dialogs: number;
  /** Events in the record of each dialog, all handled. */
  readonly past: number;
}

/** Either so many messages that wait for an answer at any time, or so many a second. */
export interface Pace {
  readonly inFlight?: number;
  readonly perSecond?: number;
}

/** What the platform saw since it was told to count. Times are milliseconds, but for `seconds`. */
export interface Measured {
  readonly answered: number;
  /** Answers that were not the next in their dialog. */
  readonly wrong: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

/** How a restart of the platform went for those who were connected. Times are milliseconds since it was up again. */
export interface Returned {
  /** How many had their subscriptions again. */
  readonly live: number;
  readonly p50: number;
  readonly p95: number;
  readonly last: number;
  /** The most upgrades that came within one second. */
  readonly busiestSecond: number;
}

/** Orders to the process of the platform; each has one answer. */
export interface Orders {
  readonly enrol: (roll: Roll) => void;
  /** Tells the users of all conversations that did not fit into the first notification. */
  readonly introduce: () => void;
  readonly begin: (pace: Pace) => void;
  readonly count: () => void;
  readonly read: () => Measured;
  readonly end: () => void;
  /** Resolves when every message has its answer, or after some seconds. */
  readonly calm: () => Promise<void>;
  /** Whether clock requests stay without an answer. */
  readonly stopClock: (stopped: boolean) => void;
  /** Cuts everybody off, is away for so many milliseconds, then watches them come back for so many at most. */
  readonly restart: (times: { readonly down: number; readonly watch: number }) => Promise<Returned>;
}

/** Where the platform is to be found. */
export interface Ports {
  readonly plain: number;
  readonly tls: number;
}
