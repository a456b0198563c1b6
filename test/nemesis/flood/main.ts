/** `npm run test:flood`: memory under a flood, and whether a slow dialog slows down the others. */
import { say } from '../say.js';
import { flood } from './flood.js';
import { p99BesideSlowDialog } from './slow-dialog.js';

const MIB = 1_048_576;
const GROWTH = 100 * MIB;
/** Clock requests may be this much later than they are due: what is measured is no clock of an idle machine. */
const LATEST_CLOCK = 3;

const shape = { dialogs: 100, messages: 1_000, size: 1_000, work: 10, keepAlive: 2_000 };
const { told, growth, clockGap, took } = await flood(shape);
const expected = 200 + shape.dialogs * shape.messages;
say(
  `flood: ${told.handled} of ${expected} handled in ${Math.round(took / 1_000)} s, grew by ${Math.round(growth / MIB)} MiB, ` +
    `${told.disordered} out of order, ${told.interrupted} interruptions, longest clock gap ${clockGap.toFixed(2)} × its interval`,
);
const held =
  told.handled === expected &&
  told.disordered === 0 &&
  told.interrupted === 0 &&
  growth <= GROWTH &&
  clockGap <= LATEST_CLOCK;

const dialogs = { dialogs: 100, questions: 10 };
const rounds: (readonly [number, number])[] = [];
for (let round = 0; round < 2; round += 1) {
  const alone = await p99BesideSlowDialog({ ...dialogs, slow: 0 });
  rounds.push([alone, await p99BesideSlowDialog({ ...dialogs, slow: 60_000 })]);
}
const alone = Math.min(...rounds.map(([without]) => without));
const beside = Math.min(...rounds.map(([, withSlow]) => withSlow));
say(
  `slow dialog: p99 of the others ${(beside / alone).toFixed(2)} × that without it (${beside.toFixed(0)} and ${alone.toFixed(0)} ms)`,
);
const unaffected = beside <= alone * 1.1 + 50;

if (!held || !unaffected) process.exitCode = 1;
