/**
 * Shows the session of a bot on a loopback port.
 *
 * @module @holdfast/console
 */

export { serveSession, type SessionPort, type SessionPortOptions } from './port/serve-session.js';
export type { ShownBot, Watchable, Watching } from './port/shown-bot.js';
export type {
  BearerSnapshot,
  ClockSnapshot,
  DeliverySnapshot,
  LaneSnapshot,
  LossSnapshot,
  SessionSnapshot,
} from './wire/session-snapshot.js';
export type { LifecycleRecord } from './wire/lifecycle-record.js';
export type { PhaseTransition, SessionDiagram } from './wire/session-diagram.js';
