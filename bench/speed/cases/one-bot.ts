import type { Scenario } from '../run/scenario.js';
import { cost, rate } from './rows.js';

/** One bot with 256 open conversations: one, 64 and 1,024 messages that wait for an answer, and a steady stream. */
export const oneBot: Scenario = {
  name: 'one-bot',
  contenders: ['bare', 'holdfast', 'sdk', 'sdk-tracked'],
  rounds: ({ quick }) => (quick ? 1 : 5),
  measure: (arena, contender, { quick }) =>
    arena.enter(contender, { roll: { users: 1, dialogs: 256, past: 0 } }, async (client) => {
      const times = quick ? { warmUp: 500, length: 500 } : { warmUp: 700, length: 1_000 };
      // The compiler is not done with the larger clients before.
      const few = await arena.measure(client, { inFlight: 64 }, { ...times, warmUp: times.warmUp * 3 });
      const many = await arena.measure(client, { inFlight: 1_024 }, times);
      const one = await arena.measure(client, { inFlight: 1 }, { ...times, warmUp: 300 });
      const stream = await arena.measure(client, { perSecond: 5_000 }, { ...times, warmUp: 300 });
      return {
        fewRate: few.perSecond,
        fewCpu: few.cpu,
        manyRate: many.perSecond,
        manyCpu: many.cpu,
        oneRate: one.perSecond,
        streamP99: stream.p99,
      };
    }),
  rows: [
    rate('fewRate', '64 in flight', { must: 0.9, aim: 1.25 }),
    rate('manyRate', '1,024 in flight', { must: 0.9, aim: 1.25 }),
    rate('oneRate', '1 in flight', { must: 0.9, aim: 1 }),
    cost('fewCpu', '64 in flight', { must: 1.15, aim: 0.8 }),
    cost('manyCpu', '1,024 in flight', { must: 1.15, aim: 0.8 }),
    {
      figure: 'streamP99',
      title: '5,000 messages a second: p99 of push to answer',
      unit: 'ms',
      judge: { against: 'bare', better: 'less', must: 1.25, aim: 1.1 },
    },
  ],
};
