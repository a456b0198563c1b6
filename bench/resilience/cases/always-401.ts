import { startSimulator } from '@holdfast/simulator';
import { liveperson, silentLogger } from 'holdfast';
import { EchoBot } from '../fleet/echo-bot.js';
import { Witness } from '../platform/witness.js';
import type { Case } from '../run/case.js';
import { seeded } from '../run/seeded.js';
import { TimeLapse } from '../virtual/time-lapse.js';

const MINUTE = 60_000;
const BOUND = 4;
const ROUNDS = 20;

export const always401: Case = {
  name: 'always-401',
  title: 'logins in 10 min of a platform that always answers 401 to the upgrade',
  known: '–',
  bound: '≤ 4 in the first 5 min',
  how: `virtual time over real sockets, ${ROUNDS} times, worst of all; logins that reach the platform`,
  pace: 'busy',
  async measure(seed) {
    using time = new TimeLapse();
    const counts: (readonly [number, number])[] = [];
    for (let round = 0; round < ROUNDS; round += 1) counts.push(await logins(time, seed + round));
    const early = Math.max(...counts.map(([five]) => five));
    const all = Math.max(...counts.map(([, ten]) => ten));
    return {
      value: `${early} (${all} in 10 min)`,
      reached: early > 0 && early <= BOUND,
      figures: { worstIn5Minutes: early, worstIn10Minutes: all },
    };
  },
};

async function logins(time: TimeLapse, seed: number): Promise<readonly [five: number, ten: number]> {
  const simulator = await startSimulator();
  const witness = new Witness(simulator);
  time.watch(() => witness.activity);
  simulator.faults.add({ match: { connect: 'agent' }, action: { answer: { status: 401 } }, times: Infinity });
  const { accountId, url: csds, bots } = simulator;
  const platform = liveperson({ accountId, csds, credentials: bots[0].credentials });
  const bot = new EchoBot(platform, { logger: silentLogger, random: seeded(seed) });
  const begun = performance.now();
  const started = bot.start().catch(() => {});
  await time.pass(10 * MINUTE);
  await time.during(Promise.all([bot.stop(), started]));
  await time.during(simulator.stop());
  const early = witness.logins.filter((at) => at - begun < 5 * MINUTE);
  return [early.length, witness.logins.length];
}
