import { startSimulator } from '@holdfast/simulator';
import { Fleet } from '../fleet/fleet.js';
import { until } from '../platform/until.js';
import { Witness } from '../platform/witness.js';
import type { Case } from '../run/case.js';

/** The first thousand compile the code and fill the caches; the second one is judged. */
const WARM_UP = 1_000;
const ROUNDS = 1_000;
const BOUND = 0.05;
const PATIENCE = 150_000;
/** Long enough to be live. */
const STAY = 5;
/** On a busy machine some sockets are reset before the bot is live; three of those in a row cost a login, which is not to wait. */
const session = { reconnect: { windows: [[0, 0]], settle: 0 }, login: { minInterval: 0 } } as const;

export const reconnects: Case = {
  name: 'reconnects',
  title: '1,000 reconnects: heap after GC, open handles',
  known: '–',
  bound: 'within ± 5 %, ± 0',
  how: `one bot in a process of its own, reset each time it is restored; counted live, after ${WARM_UP} reconnects and ${ROUNDS} more`,
  pace: 'patient',
  async measure(seed) {
    await using simulator = await startSimulator();
    const witness = new Witness(simulator);
    await using fleet = await Fleet.live(simulator, { seed, session });
    const reconnect = async (times: number): Promise<void> => {
      let left = times;
      witness.onRestored = () => left-- > 0 && setTimeout(() => simulator.faults.cut(), STAY);
      left -= 1;
      simulator.faults.cut();
      await until(`${times} reconnects`, () => left < 0, PATIENCE);
    };
    await reconnect(WARM_UP);
    const before = await fleet.holdings();
    await reconnect(ROUNDS);
    const after = await fleet.holdings();
    const growth = after.heap / before.heap - 1;
    const handles = after.handles - before.handles;
    return {
      value: `${signed(growth * 100, 1)} %, ${signed(handles, 0)}`,
      reached: Math.abs(growth) <= BOUND && handles === 0,
      figures: {
        heapBefore: before.heap,
        heapAfter: after.heap,
        handlesBefore: before.handles,
        handlesAfter: after.handles,
        reconnects: witness.restored.length - 1,
      },
    };
  },
};

const signed = (value: number, digits: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
