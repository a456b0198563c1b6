import type { Happening } from './happening.js';
import type { SessionEvent } from './session-event.js';
import type { SessionState } from './session-state.js';
import { withStay } from './with-stay.js';

/** As many as the bot tells again to somebody who comes late. */
const HAPPENINGS = 200;

/** The phase that an event of the session leads to. */
const PHASE_AFTER: ReadonlyMap<string, string> = new Map([
  ['discovered', 'authenticating'],
  ['authenticated', 'connecting'],
  ['connected', 'resuming'],
  ['live', 'live'],
  ['interrupted', 'waiting'],
  ['draining', 'draining'],
  ['closed', 'closed'],
  ['failed', 'failed'],
]);

export function reduceSession(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'linkChanged':
      return { ...state, link: event.link };
    case 'drawn':
      return { ...state, diagram: event.diagram };
    case 'told': {
      const { session, receivedAt } = event;
      const phases = withStay(state.phases, { phase: session.phase, since: session.since });
      return { ...state, link: 'live', session, phases, skew: session.at - receivedAt };
    }
    case 'happened':
      return happened(state, event.happening);
  }
}

function happened(state: SessionState, happening: Happening): SessionState {
  if (state.happenings.some(({ id }) => id === happening.id)) return state;
  const happenings = [happening, ...state.happenings].toSorted((a, b) => b.at - a.at).slice(0, HAPPENINGS);
  const phase = PHASE_AFTER.get(happening.name);
  const phases = phase === undefined ? state.phases : withStay(state.phases, { phase, since: happening.at });
  return { ...state, happenings, phases };
}
