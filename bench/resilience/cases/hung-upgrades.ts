import { startSimulator } from '@holdfast/simulator';
import { Fleet } from '../fleet/fleet.js';
import { users } from '../fleet/users.js';
import { pause, until } from '../platform/until.js';
import { Witness } from '../platform/witness.js';
import type { Case } from '../run/case.js';
import { quantile, tenths } from '../run/figures.js';

const BOTS = 40;
const BOUND = 16;
const HANG = 45_000;
/** By then even a bot whose fourth dial came a moment too early is back. */
const PATIENCE = 60_000;

export const hungUpgrades: Case = {
  name: 'hung-upgrades',
  title: '45 s of hung upgrades, then healed: live again',
  known: '0.6 … 265 s, one never',
  bound: '≤ 16 s',
  how: `${BOTS} bots, p95; from the heal to the platform's snapshot on the new socket; dials that hang stay hung`,
  pace: 'patient',
  async measure(seed) {
    await using simulator = await startSimulator({ bots: users(BOTS) });
    const witness = new Witness(simulator);
    await using fleet = await Fleet.live(simulator, { seed });
    const hang = simulator.faults.add({ match: { connect: 'agent' }, action: 'hang', times: Infinity });
    simulator.faults.cut();
    await pause(HANG);
    hang.remove();
    const healed = performance.now();
    const backAt = ({ username }: { username: string }): number | undefined => witness.restoredAfter(healed, username);
    const areBack = (): boolean => simulator.bots.every((bot) => backAt(bot) !== undefined);
    await until('every bot is back', areBack, PATIENCE);
    fleet.assertAlive();
    const waits = simulator.bots.map((bot) => (backAt(bot) ?? Number.NaN) - healed);
    const p95 = tenths(quantile(waits, 0.95));
    return {
      value: `${tenths(Math.min(...waits)).toFixed(1)} … ${p95.toFixed(1)} s`,
      reached: p95 <= BOUND,
      figures: { medianMs: quantile(waits, 0.5), p95Ms: quantile(waits, 0.95), worstMs: Math.max(...waits) },
    };
  },
};
