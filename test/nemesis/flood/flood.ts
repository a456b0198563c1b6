import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Assignment, Told } from './told.js';

export interface FloodOptions {
  readonly dialogs: number;
  /** In each dialog. */
  readonly messages: number;
  /** Characters of each. */
  readonly size: number;
  readonly work: number;
  /** How often the bot is to ask the clock. */
  readonly keepAlive: number;
}

export interface FloodOutcome {
  readonly told: Told;
  /** Bytes by which the process of the bot has grown at most. */
  readonly growth: number;
  /** The longest time between two clock requests, as a multiple of `keepAlive`. */
  readonly clockGap: number;
  /** Milliseconds, from the first message to the last handler. */
  readonly took: number;
}

const WARM_UP = 200;

/** More messages than a slow bot can handle as they come. */
export async function flood(options: FloodOptions): Promise<FloodOutcome> {
  await using simulator = await startSimulator();
  const clocks = clockRequests(simulator);
  const program = fileURLToPath(new URL('program.js', import.meta.url));
  const child = fork(program, [JSON.stringify(assignment(simulator, options))]);
  try {
    let told = await next(child);
    let peak = 0;
    child.on('message', (message) => {
      told = message as Told;
      peak = Math.max(peak, told.rss);
    });
    await publish(simulator, { ...options, dialogs: 1, messages: WARM_UP });
    while (told.handled < WARM_UP) await next(child);
    const base = told.rss;
    peak = base;
    const begun = performance.now();
    await publish(simulator, options);
    const total = WARM_UP + options.dialogs * options.messages;
    for (let before = -1; told.handled < total && told.handled !== before;) {
      before = told.handled;
      for (let wait = 0; wait < PATIENCE && told.handled === before; wait += 1) await next(child);
    }
    const took = performance.now() - begun;
    return { told, growth: peak - base, clockGap: longestGap(clocks) / options.keepAlive, took };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** Reports without progress after which the bot counts as stuck. */
const PATIENCE = 100;

const assignment = ({ accountId, url: csds, bots }: Simulator, { keepAlive, work }: FloodOptions): Assignment => ({
  accountId,
  csds,
  credentials: bots[0].credentials,
  keepAlive,
  work,
});

const next = (child: ChildProcess): Promise<Told> =>
  new Promise((resolve) => child.once('message', (told) => resolve(told as Told)));

/** When the bot has asked the clock. */
function clockRequests({ faults }: Simulator): readonly number[] {
  const times: number[] = [];
  const note = (): boolean => {
    times.push(performance.now());
    return false;
  };
  faults.add({ match: { frame: 'toServer', type: 'GetClock', of: 'agent', where: note }, action: 'drop' });
  return times;
}

const longestGap = (times: readonly number[]): number =>
  Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));

async function publish(simulator: Simulator, { dialogs, messages, size }: FloodOptions): Promise<void> {
  const filler = 'x'.repeat(size);
  await Promise.all(
    Array.from({ length: dialogs }, async () => {
      const consumer = simulator.consumer();
      for (let number = 1; number <= messages; number += 1) await consumer.says(`${number} ${filler}`);
      await consumer.leave();
    }),
  );
}
