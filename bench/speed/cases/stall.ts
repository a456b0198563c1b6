import type { Scenario } from '../run/scenario.js';

const REQUESTS = 5_000;

/** Five thousand requests of one bot that the platform does not answer for a while. */
export const stall: Scenario = {
  name: 'stall',
  contenders: ['bare', 'holdfast', 'sdk'],
  rounds: ({ quick }) => (quick ? 1 : 3),
  measure: (arena, contender) =>
    arena.enter(contender, { roll: { users: 1, dialogs: 1, past: 0 } }, async (client) => {
      await arena.platform.order('stopClock', true);
      try {
        return { longest: await client.order('stall', { requests: REQUESTS, watch: 2_500 }) };
      } finally {
        await arena.platform.order('stopClock', false);
      }
    }),
  rows: [
    {
      figure: 'longest',
      title: `longest stall of the loop with ${REQUESTS.toLocaleString('en')} requests in flight`,
      unit: 'ms',
      judge: { better: 'less', must: 20, aim: 5 },
    },
  ],
};
