import type { ConnectAction, FrameAction, OpenAction, RequestAction } from './fault-action.js';
import type { ConnectMatch, FrameMatch, OpenMatch, RequestMatch } from './fault-match.js';

interface Firing {
  /** How the log calls it. @default the name of its action */
  readonly name?: string;
  /** How often it acts; `Infinity` is allowed. @default 1 */
  readonly times?: number;
  /** Matches that it lets pass before it acts; what a rule before it acted on does not count. @default 0 */
  readonly after?: number;
  /** Probability that it acts on a match, drawn from the seed. @default 1 */
  readonly chance?: number;
}

export interface ConnectRule extends Firing {
  readonly match: ConnectMatch;
  readonly action: ConnectAction;
}

export interface RequestRule extends Firing {
  readonly match: RequestMatch;
  readonly action: RequestAction;
}

export interface FrameRule extends Firing {
  readonly match: FrameMatch;
  readonly action: FrameAction;
}

export interface OpenRule extends Firing {
  readonly match: OpenMatch;
  readonly action: OpenAction;
}

/** What goes wrong, and when. Plain data; the match decides which actions there are. */
export type FaultRule = ConnectRule | RequestRule | FrameRule | OpenRule;
