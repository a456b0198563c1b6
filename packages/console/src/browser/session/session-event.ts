import type { BotSession } from './bot-session.js';
import type { Diagram } from './diagram.js';
import type { Happening } from './happening.js';
import type { SessionState } from './session-state.js';

/** Everything that can change the view of a session. */
export type SessionEvent =
  | { readonly type: 'linkChanged'; readonly link: SessionState['link'] }
  | { readonly type: 'drawn'; readonly diagram: Diagram }
  /** `receivedAt` by the clock of this page. */
  | { readonly type: 'told'; readonly session: BotSession; readonly receivedAt: number }
  | { readonly type: 'happened'; readonly happening: Happening };
