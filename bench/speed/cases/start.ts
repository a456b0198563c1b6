import type { Scenario } from '../run/scenario.js';

/** From the start of a process until its bot is live, over TLS, with the packages as they are published. */
export const start: Scenario = {
  name: 'start',
  contenders: ['bare', 'holdfast', 'sdk'],
  rounds: ({ quick }) => (quick ? 3 : 9),
  measure: (arena, contender) =>
    arena.enter(contender, { roll: { users: 1, dialogs: 0, past: 0 }, secure: true, packed: true }, (_, started) =>
      Promise.resolve({ started, again: started }),
    ),
  rows: [
    {
      figure: 'started',
      title: 'start of the process to live, over TLS',
      unit: 'ms',
      judge: { against: 'sdk', better: 'less', must: 0.9 },
    },
    {
      figure: 'again',
      title: 'the same, against the bare socket',
      unit: 'ms',
      judge: { against: 'bare', better: 'less', aim: 1.5 },
    },
  ],
};
