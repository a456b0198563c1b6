import { type EventType, type Phase, phases, session } from './table.js';

/** The table of every session as data: what can follow on what. */
export interface SessionDiagram {
  /** In the order of a good day; then the way back, and the ends. */
  readonly phases: readonly Phase[];
  readonly transitions: readonly PhaseTransition[];
}

export interface PhaseTransition {
  readonly from: Phase;
  readonly on: EventType;
  readonly to: Phase;
}

/** What can follow on what in every session, to draw it or to search it. */
export const sessionDiagram = (): SessionDiagram => ({
  phases,
  transitions: phases.flatMap((from) =>
    (Object.entries(session[from].on) as [EventType, Phase][]).map(([on, to]) => ({ from, on, to })),
  ),
});
