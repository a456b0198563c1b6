import { startSimulator } from '@holdfast/simulator';
import { Fleet } from '../fleet/fleet.js';
import { users } from '../fleet/users.js';
import { pause, until } from '../platform/until.js';
import { Witness } from '../platform/witness.js';
import type { Case } from '../run/case.js';
import { peakWithin } from '../run/figures.js';

const BOTS = 200;
const BOUND = 12;
const SPAN = 100;
/** After the start the bots have used up their turns; a crowd at rest may send a burst. */
const REST = 3_000;

export const crowd: Case = {
  name: 'crowd',
  title: '200 bots cut at once, peak connects in any 100 ms',
  known: '16 … 200',
  bound: '≤ 12',
  how: `${BOTS} bots of one process, all cut with an RST; upgrades that reach the platform`,
  pace: 'busy',
  async measure(seed) {
    await using simulator = await startSimulator({ bots: users(BOTS) });
    const witness = new Witness(simulator);
    await using fleet = await Fleet.live(simulator, { seed });
    await pause(REST);
    const cutAt = performance.now();
    simulator.faults.cut();
    const back = (): number => witness.restored.filter(({ at }) => at > cutAt).length;
    await until('every bot is back', () => back() === BOTS, 30_000);
    fleet.assertAlive();
    const moments = witness.upgrades.map(({ at }) => at).filter((at) => at > cutAt);
    const peak = peakWithin(SPAN, moments);
    return {
      value: String(peak),
      reached: peak <= BOUND,
      figures: {
        peak,
        connects: moments.length,
        allBackAfterMs: Math.max(...witness.restored.map(({ at }) => at)) - cutAt,
      },
    };
  },
};
