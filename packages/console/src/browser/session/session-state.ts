import type { BotSession } from './bot-session.js';
import { type Diagram, emptyDiagram } from './diagram.js';
import type { Happening } from './happening.js';

/** Everything that the view of a session shows. */
export interface SessionState {
  /** Whether the bot tells at the moment. */
  readonly link: 'connecting' | 'live' | 'lost';
  readonly diagram: Diagram;
  readonly session?: BotSession;
  /** Oldest first. */
  readonly phases: readonly Stay[];
  /** Newest first. */
  readonly happenings: readonly Happening[];
  /** The clock of the bot minus the clock of this page, in ms. */
  readonly skew: number;
}

/** A phase, from when it began. It ends when the next one begins. */
export interface Stay {
  readonly phase: string;
  readonly since: number;
}

export const initialSession: SessionState = {
  link: 'connecting',
  diagram: emptyDiagram,
  phases: [],
  happenings: [],
  skew: 0,
};
