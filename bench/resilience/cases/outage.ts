import { startSimulator } from '@holdfast/simulator';
import { Fleet } from '../fleet/fleet.js';
import { users } from '../fleet/users.js';
import { pause } from '../platform/until.js';
import { Witness } from '../platform/witness.js';
import type { Case } from '../run/case.js';

const BOTS = 10;
const BOUND = 6;
const OUTAGE = 60_000;

export const outage: Case = {
  name: 'outage',
  title: 'connect attempts in a 60 s outage',
  known: '3 (others 5 … 119)',
  bound: '≤ 6',
  how: `${BOTS} bots, worst of all; upgrades that reach the platform while it resets every connection, REST included`,
  pace: 'patient',
  async measure(seed) {
    await using simulator = await startSimulator({ bots: users(BOTS) });
    const witness = new Witness(simulator);
    await using fleet = await Fleet.live(simulator, { seed });
    const before = witness.upgrades.length;
    const lookupsBefore = witness.lookups.length;
    simulator.faults.restart({ downFor: OUTAGE, code: 'reset' });
    await pause(OUTAGE);
    fleet.assertAlive();
    const attempts = witness.upgrades.slice(before);
    const lookups = witness.lookups.length - lookupsBefore;
    const perBot = simulator.bots.map(
      ({ username }) => attempts.filter((attempt) => attempt.username === username).length,
    );
    const worst = Math.max(...perBot);
    return {
      value: String(worst),
      reached: attempts.length > 0 && worst <= BOUND,
      figures: { worst, mean: attempts.length / BOTS, lookupsPerBot: lookups / BOTS },
    };
  },
};
