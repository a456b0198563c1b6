import { startSimulator } from '@holdfast/simulator';
import type { PartialSessionOptions } from 'holdfast';
import { Fleet } from '../fleet/fleet.js';
import { users } from '../fleet/users.js';
import { Relay } from '../platform/relay.js';
import { pause, until } from '../platform/until.js';
import type { Case } from '../run/case.js';
import { quantile, tenths } from '../run/figures.js';
import { seeded } from '../run/seeded.js';

const BOTS = 20;
const DEFAULT_BOUND = 10;
const QUICK_BOUND = 4;
const quick: PartialSessionOptions = { liveness: { idle: 1_500, pong: 1_000, probe: 1_000 } };
/** Longer than the idle time, so that silence begins anywhere between two signs of life. */
const SPREAD = 8_000;

export const halfOpen: Case = {
  name: 'half-open',
  title: 'half-open socket noticed, defaults',
  known: '7.0 s (others 22 s … never)',
  bound: '≤ 10 s; ≤ 4 s with options',
  how: `${BOTS} sockets each way, worst of all; a relay falls silent at a random moment and times the hang-up`,
  pace: 'patient',
  async measure(seed) {
    const [usual, brisk] = await Promise.all([noticed({}, seed), noticed(quick, seed + 1)]);
    const [slowest, slowestBrisk] = [tenths(Math.max(...usual)), tenths(Math.max(...brisk))];
    return {
      value: `${slowest.toFixed(1)} s; ${slowestBrisk.toFixed(1)} s`,
      reached: slowest <= DEFAULT_BOUND && slowestBrisk <= QUICK_BOUND,
      figures: {
        medianMs: quantile(usual, 0.5),
        worstMs: Math.max(...usual),
        medianWithOptionsMs: quantile(brisk, 0.5),
        worstWithOptionsMs: Math.max(...brisk),
      },
    };
  },
};

async function noticed(session: PartialSessionOptions, seed: number): Promise<readonly number[]> {
  await using simulator = await startSimulator({ bots: users(BOTS) });
  await using relay = await Relay.to(simulator.port);
  simulator.advertise(relay.authority, { service: 'facadeMsg' });
  simulator.advertise(relay.authority, { service: 'asyncMessagingEnt' });
  await using fleet = await Fleet.live(simulator, { seed, session });
  await until('every bot has its socket through the relay', () => relay.lines.size === BOTS, 5_000);
  const random = seeded(seed);
  const waits = await Promise.all(
    [...relay.lines].map(async (line) => {
      await pause(random() * SPREAD);
      return line.silence();
    }),
  );
  fleet.assertAlive();
  return waits;
}
