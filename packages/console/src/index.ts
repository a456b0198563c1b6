/** Shows the session of a Holdfast bot on a loopback port. */
export { serveSession, type SessionPort, type SessionPortOptions } from './port/serve-session.js';
export type { ShownBot } from './port/shown-bot.js';
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
