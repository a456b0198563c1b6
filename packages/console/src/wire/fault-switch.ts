/** A way to break the local LivePerson by hand. */
export interface FaultSwitch {
  readonly id: string;
  /** For a button. */
  readonly label: string;
  /** What it does, and what to look for, in a sentence or two. */
  readonly explains: string;
  /** Whose side is hit: the bot's connection, or the platform for everybody. */
  readonly target: 'bot' | 'platform';
  /** `switch` stays on until it is switched off; `once` acts once. */
  readonly kind: 'switch' | 'once';
  /** A switch that is on, or a `once` that still waits for what it acts upon. */
  readonly active: boolean;
  /** How often it really acted. */
  readonly fired: number;
}

/** `fault` of `GET /console/events`: something was broken on purpose. */
export interface FaultNotice {
  /** ISO 8601. */
  readonly at: string;
  /** The switch. */
  readonly id: string;
  /** For a reader. */
  readonly what: string;
  /** How often this switch has acted so far. */
  readonly fired: number;
}

/** `platform` of `GET /console/events`: what the platform saw. */
export interface PlatformNotice {
  /** ISO 8601. */
  readonly at: string;
  readonly what: string;
}

/** `GET /console/sessions`: a bot whose session port is open. */
export interface ShownSession {
  readonly name: string;
  /** Where its session port answers. */
  readonly url: string;
}
