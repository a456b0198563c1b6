import { startSimulator } from '@holdfast/simulator';
import { Fleet } from '../fleet/fleet.js';
import { users } from '../fleet/users.js';
import { pause, until } from '../platform/until.js';
import { Witness } from '../platform/witness.js';
import type { Case } from '../run/case.js';
import { quantile, tenths } from '../run/figures.js';

const BOTS = 50;
const BOUND = 2.5;
/** Apart enough for nobody to wait for the turn of somebody else. */
const APART = 150;

export const cleanClose: Case = {
  name: 'clean-close',
  title: 'clean close by the server → live again (p95 of 50)',
  known: '5 ms … 5 s',
  bound: '≤ 2.5 s',
  how: `${BOTS} bots, one after another; from the platform's close 1000 to its snapshot on the new socket`,
  pace: 'busy',
  async measure(seed) {
    await using simulator = await startSimulator({ bots: users(BOTS) });
    const witness = new Witness(simulator);
    await using fleet = await Fleet.live(simulator, { seed });
    const closed = new Map<string, number>();
    for (const { username } of simulator.bots) {
      closed.set(username, performance.now());
      simulator.faults.cut({ username, code: 1000 });
      await pause(APART);
    }
    const waits = (): readonly number[] =>
      [...closed].flatMap(([username, at]) => {
        const back = witness.restoredAfter(at, username);
        return back === undefined ? [] : [back - at];
      });
    await until('every bot is back', () => waits().length === BOTS, 10_000);
    fleet.assertAlive();
    const p95 = tenths(quantile(waits(), 0.95));
    return {
      value: `${p95.toFixed(1)} s`,
      reached: p95 <= BOUND,
      figures: { medianMs: quantile(waits(), 0.5), p95Ms: quantile(waits(), 0.95), worstMs: Math.max(...waits()) },
    };
  },
};
