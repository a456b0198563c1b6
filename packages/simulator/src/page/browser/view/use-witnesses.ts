import { type SessionState, SessionStore } from '@holdfast/console/browser';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Bots } from '../bots/bots.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { People } from '../people/people.js';
import { type Exchange, exchanges } from '../story/exchange.js';
import type { Witnesses } from '../story/story.js';
import { useStateOf } from './use-state-of.js';

/** All who take part. */
export interface Scene {
  readonly board: FaultBoard;
  readonly bots: Bots;
  readonly people: People;
}

/** What all of them have seen so far. */
export function useWitnesses({ board, bots, people }: Scene): Witnesses {
  const { switches } = useStateOf(board);
  const labels = new Map(switches.map(({ id, label }) => [id, label]));
  return { labels, happenings: useHappenings(bots), exchanges: useExchanges(people) };
}

const nobody = new SessionStore();

function useHappenings(bots: Bots): SessionState['happenings'] {
  const { bots: all, active } = useStateOf(bots);
  return useStateOf(all.find(({ url }) => url === active)?.store ?? nobody).happenings;
}

/** What everybody said and heard; read anew whenever somebody says or hears something. */
function useExchanges(people: People): readonly Exchange[] {
  const { people: all } = useStateOf(people);
  const [count, setCount] = useState(0);
  useEffect(() => {
    const ends = all.map(({ store }) => store.listen(() => setCount((before) => before + 1)));
    return () => ends.forEach((end) => end());
  }, [all]);
  return useMemo(() => all.flatMap(({ name, store }) => exchanges(name, store.state)), [all, count]);
}
