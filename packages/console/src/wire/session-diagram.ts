/** The state diagram of every session, from the table that drives it. */
export interface SessionDiagram {
  /** In the order of a good day; then the way back, and the ends. */
  readonly phases: readonly string[];
  readonly transitions: readonly PhaseTransition[];
}

export interface PhaseTransition {
  readonly from: string;
  readonly on: string;
  readonly to: string;
}
