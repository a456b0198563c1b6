import type { Arena } from '../run/arena.js';
import type { Scenario } from '../run/scenario.js';
import type { Roll } from '../platform/orders.js';

/** What a message costs with many open conversations, and in long ones. */
export const size: Scenario = {
  name: 'size',
  contenders: ['holdfast'],
  rounds: ({ quick }) => (quick ? 0 : 2),
  async measure(arena) {
    const few = await costOf(arena, { users: 1, dialogs: 100, past: 0 });
    const many = await costOf(arena, { users: 1, dialogs: 10_000, past: 0 });
    const short = await costOf(arena, { users: 1, dialogs: 64, past: 10 });
    const long = await costOf(arena, { users: 1, dialogs: 64, past: 10_000 });
    return {
      dialogs: many.cpu / few.cpu,
      messages: long.cpu / short.cpu,
      heap: (many.heap - few.heap) / 9_900 / 1_024,
      heapLong: (long.heap - short.heap) / 64 / 1_024,
    };
  },
  rows: [
    {
      figure: 'dialogs',
      title: 'processor time for a message, 10,000 open dialogs against 100',
      unit: 'ratio',
      judge: { better: 'less', must: 1.2 },
    },
    {
      figure: 'messages',
      title: 'processor time for a message, 10,000 messages in each dialog against 10',
      unit: 'ratio',
      judge: { better: 'less', must: 1.2 },
    },
    { figure: 'heap', title: 'heap for each open dialog', unit: 'KiB', judge: { better: 'less' } },
    {
      figure: 'heapLong',
      title: 'heap for 10,000 messages in a dialog, all handled',
      unit: 'KiB',
      judge: { better: 'less', must: 1 },
    },
  ],
};

const costOf = (arena: Arena, roll: Roll): Promise<{ readonly cpu: number; readonly heap: number }> =>
  arena.enter('holdfast', { roll }, async (client) => {
    await arena.platform.order('introduce');
    await client.order('settle', roll.dialogs);
    const { heap } = await client.order('memory');
    const { cpu } = await arena.measure(client, { inFlight: 64 }, { warmUp: 1_500, length: 1_500 });
    return { cpu, heap };
  });
