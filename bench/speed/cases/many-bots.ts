import type { Scenario } from '../run/scenario.js';

const FIRST = 100;
const KILOBYTE = 1_024;

/** A process with very many bots over TLS: what each costs, and how they come back after a restart of the platform. */
export const manyBots: Scenario = {
  name: 'many-bots',
  contenders: ['bare', 'sdk', 'holdfast'],
  rounds: ({ quick }) => (quick ? 0 : 1),
  measure: (arena, contender) =>
    arena.enter(
      contender,
      { roll: { users: 1_000, dialogs: 1, past: 0 }, bots: FIRST, secure: true },
      async (client) => {
        const before = await client.order('memory');
        await client.order('add', 1_000 - FIRST);
        const after = await client.order('memory');
        const each = (of: 'rss' | 'heap'): number => (after[of] - before[of]) / (1_000 - FIRST) / KILOBYTE;
        const memory = { rss: each('rss'), heap: each('heap') };
        if (contender !== 'holdfast') return memory;
        const { live, p95, busiestSecond } = await arena.platform.order('restart', { down: 3_000, watch: 120_000 });
        if (live < 1_000) throw new Error(`Only ${live} of 1,000 bots came back.`);
        return { ...memory, back: p95 / 1_000, busiest: busiestSecond };
      },
    ),
  rows: [
    {
      figure: 'rss',
      title: 'memory of the process for each further bot, 1,000 bots over TLS',
      unit: 'KiB',
      judge: { better: 'less', must: 100, aim: 85 },
    },
    { figure: 'heap', title: 'heap for each further bot', unit: 'KiB', judge: { better: 'less', must: 20, aim: 12 } },
    {
      figure: 'back',
      title: '1,000 bots after a restart of the platform: p95 until live again',
      unit: 's',
      judge: { better: 'less', must: 60 },
    },
    {
      figure: 'busiest',
      title: 'the same: sockets asked for in the busiest second',
      unit: 'connects',
      judge: { better: 'less', must: 25 },
    },
  ],
};
