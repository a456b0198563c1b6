import type { Violation } from '../check/violation.js';
import type { Mutation } from './mutate.js';

/** A bot that breaks one promise. */
export interface Mutant extends Mutation {
  /** What it is to be convicted of, any of these. */
  readonly guilt: readonly Violation['promise'][];
}

export const mutants: readonly Mutant[] = [
  {
    name: 'reply-without-external-id',
    guilt: ['twice'],
    patches: [
      { file: 'delivery/post.js', from: "const own = { type: 'ExternalId', id };", to: 'return metadata ?? [];' },
    ],
  },
  {
    name: 'read-before-the-handler',
    guilt: ['lost'],
    patches: [
      {
        file: 'delivery/wiring.js',
        from: 'return this.surroundings.handle(turn);',
        to: `return (async () => {
          this.receipts.add(turn.lane, turn.event.sequence);
          await this.receipts.flush(turn.lane);
          await this.surroundings.handle(turn);
        })();`,
      },
    ],
  },
  {
    name: 'no-gap-fill',
    guilt: ['disorder', 'lost'],
    patches: [
      {
        file: 'delivery/catch-up.js',
        from: "else if (!lane.reading && place === 'next') {",
        to: 'else if (!lane.reading) { lane.cursor.skipTo(event.sequence);',
      },
    ],
  },
  {
    name: 'no-history-check',
    guilt: ['twice'],
    patches: [
      {
        file: 'delivery/outbox.js',
        from: 'reply.doubtful === true ? await this.#find(search) : undefined',
        to: 'undefined',
      },
    ],
  },
  {
    name: 'lanes-off',
    guilt: ['overlap'],
    patches: [
      {
        file: 'delivery/runner.js',
        from: 'lane.left || lane.turn !== undefined || lane.queue.length === 0 ||',
        to: 'lane.left || lane.queue.every(({ started }) => started) ||',
      },
      {
        file: 'delivery/runner.js',
        from: 'const job = lane.queue[0];',
        to: 'const job = lane.queue.find(({ started }) => !started);',
      },
      {
        file: 'delivery/runner.js',
        from: `if (job === undefined || lane.turn !== undefined)
            return;`,
        to: 'if (job === undefined) return; job.started = true; queueMicrotask(() => this.offer(lane));',
      },
      {
        file: 'delivery/runner.js',
        from: 'lane.queue.shift();',
        to: 'lane.queue.splice(lane.queue.indexOf(job), 1);',
      },
      {
        file: 'delivery/runner.js',
        from: 'job.redelivered = true;',
        to: 'job.redelivered = true; job.started = false;',
      },
    ],
  },
];

export const mutantNamed = (name: string | null): Mutant => {
  const mutant = mutants.find((one) => one.name === name);
  if (mutant === undefined)
    throw new Error(`There is no mutant ${name}. There are ${mutants.map((one) => one.name).join(', ')}.`);
  return mutant;
};
