import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { liveperson, silentLogger } from 'holdfast';
import { EchoBot } from '../fleet/echo-bot.js';
import { Witness } from '../platform/witness.js';
import type { Case } from '../run/case.js';
import { seeded } from '../run/seeded.js';
import { Clientele } from '../virtual/clientele.js';
import { type Mishap, mishaps } from '../virtual/mishap.js';
import { TimeLapse } from '../virtual/time-lapse.js';

const MINUTE = 60_000;
const MINUTES = 600;
/** Two evictions in five minutes are bad luck; a third would mean that the bot user is taken. */
const EVICTION_GAP = 3;
/** The longest wait of all, after a bearer that was refused again, and a reconciliation. */
const CALM = 16 * MINUTE;

export const tenHours: Case = {
  name: 'ten-hours',
  title: '10 h of virtual time with a random fault every minute',
  known: '–',
  bound: 'live at the end, every conversation answered',
  how: `virtual time over real sockets; ${mishaps.length} kinds of faults; the platform's record of every conversation, ${CALM / MINUTE} min after the last fault`,
  pace: 'busy',
  async measure(seed) {
    using time = new TimeLapse();
    const simulator = await startSimulator({ seed });
    const witness = new Witness(simulator);
    time.watch(() => witness.activity);
    const { accountId, url: csds, bots } = simulator;
    const platform = liveperson({ accountId, csds, credentials: bots[0].credentials });
    const bot = new EchoBot(platform, { logger: silentLogger, random: seeded(seed) });
    await time.during(bot.start());

    const random = seeded(seed + 1);
    const clientele = new Clientele(simulator, random);
    let evictedAt = -Infinity;
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const { evicts, happen } = draw(random, minute - evictedAt >= EVICTION_GAP);
      if (evicts) evictedAt = minute;
      const before = random() * MINUTE;
      await time.pass(before);
      happen(simulator, bots[0].username);
      await time.during(clientele.comes());
      await time.pass(MINUTE - before);
      await time.during(clientele.goOn());
    }
    simulator.faults.thaw();
    await time.pass(CALM);

    const { conversations, unanswered, answeredTwice } = clientele.outcome;
    const live = isServed(simulator);
    await time.during(bot.stop());
    await time.during(simulator.stop());
    return {
      value: `${live ? 'live' : 'not live'}, ${conversations - unanswered} of ${conversations} answered`,
      reached: live && conversations >= MINUTES && unanswered === 0,
      figures: {
        conversations,
        unanswered,
        answeredTwice,
        faults: simulator.faults.log.length,
        sockets: witness.restored.length,
        logins: witness.logins.length,
      },
    };
  },
};

function draw(random: () => number, mayEvict: boolean): Mishap {
  const possible = mishaps.filter(({ evicts }) => mayEvict || evicts !== true);
  const chosen = possible[Math.floor(random() * possible.length)];
  if (chosen === undefined) throw new Error('There is no fault to choose from.');
  return chosen;
}

const isServed = ({ agents }: Simulator): boolean =>
  agents.every(({ sockets, availability }) => sockets === 1 && availability === 'ONLINE');
