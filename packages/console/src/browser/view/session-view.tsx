import { useEffect, useState } from 'preact/hooks';
import type { SessionState } from '../session/session-state.js';
import type { SessionStore } from '../session/session-store.js';
import { Facts } from './facts.js';
import { HappeningList } from './happening-list.js';
import { Lanes, type LanesProps } from './lanes.js';
import { PhaseCard } from './phase-card.js';
import { PhaseStrip } from './phase-strip.js';
import { StateDiagram } from './state-diagram.js';

export interface SessionViewProps extends Pick<LanesProps, 'nameOf'> {
  readonly store: SessionStore;
}

/** A bot's session: where it stands, how it came there, and what it holds. Shows and changes nothing. */
export function SessionView({ store, nameOf }: SessionViewProps) {
  const state = useSession(store);
  const { session, link, diagram, phases, happenings, skew } = state;
  if (session === undefined) {
    return <p class="empty">{link === 'lost' ? 'The bot does not answer yet.' : 'Asking the bot …'}</p>;
  }
  return (
    <div class="session">
      <PhaseCard session={session} link={link} skew={skew} />
      <StateDiagram diagram={diagram} stays={phases} />
      <section aria-label="History">
        <h3>History</h3>
        <PhaseStrip phases={phases} skew={skew} />
      </section>
      <div class="panes">
        <section>
          <h3>Connection</h3>
          <Facts session={session} skew={skew} />
        </section>
        <section>
          <h3>Lanes</h3>
          <Lanes session={session} nameOf={nameOf} />
        </section>
        <section>
          <h3>Events</h3>
          <HappeningList happenings={happenings} />
        </section>
      </div>
    </div>
  );
}

function useSession(store: SessionStore): SessionState {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    setState(store.state);
    return store.listen(setState);
  }, [store]);
  return state;
}
