import type { Scenario } from '../run/scenario.js';
import { cost, rate } from './rows.js';

/** Twenty bots of one process, each with 50 open conversations. */
export const twentyBots: Scenario = {
  name: 'twenty-bots',
  contenders: ['bare', 'holdfast', 'sdk', 'sdk-tracked'],
  rounds: ({ quick }) => (quick ? 0 : 5),
  measure: (arena, contender) =>
    arena.enter(contender, { roll: { users: 20, dialogs: 50, past: 0 } }, async (client) => {
      const times = { warmUp: 700, length: 1_000 };
      const few = await arena.measure(client, { inFlight: 64 }, { ...times, warmUp: times.warmUp * 3 });
      const many = await arena.measure(client, { inFlight: 1_024 }, times);
      return { fewRate: few.perSecond, manyRate: many.perSecond, manyCpu: many.cpu };
    }),
  rows: [
    rate('fewRate', '20 bots, 64 in flight', { must: 0.9, aim: 1.25 }),
    rate('manyRate', '20 bots, 1,024 in flight', { must: 0.9, aim: 1.25 }),
    cost('manyCpu', '20 bots, 1,024 in flight', { must: 1.15, aim: 0.8 }),
  ],
};
