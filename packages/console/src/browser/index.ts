/** What pages that show a session are made of. */
export type {
  BearerSnapshot,
  ClockSnapshot,
  DeliverySnapshot,
  LaneSnapshot,
  LossSnapshot,
  SessionSnapshot,
} from '../wire/session-snapshot.js';
export type { LifecycleRecord } from '../wire/lifecycle-record.js';
export type { PhaseTransition, SessionDiagram } from '../wire/session-diagram.js';
export type { FaultNotice, FaultSwitch, PlatformNotice, ShownSession } from '../wire/fault-switch.js';
