import { ArenaError } from '../arena-error.js';
import { seeded } from '../seeded.js';
import { Evening, type Ground } from './evening.js';
import type { Outage } from './outage.js';
import { outageKinds } from './outage-kinds.js';
import type { OutageReport, OutagesOptions } from './outages-options.js';

/** Where the series of outages begin, beside those of the arena itself. */
const SERIES = 1_000;
/** Milliseconds between two outages that take a bearer away. */
const EVICTION_GAP = 180_000;

/** A calm evening first, then one after the other with an outage each. */
export async function runOutages(ground: Ground, options: OutagesOptions): Promise<OutageReport> {
  const { count, scenario, kinds = outageKinds, seed = 0, transcripts = 'same' } = options;
  check({ count, kinds });
  const random = seeded(ground.scene.seed, SERIES + seed);
  const happened = new Map<string, number>();
  let downtime = 0;
  const add = (event: { readonly downtime: number }): void => void (downtime += event.downtime);
  ground.bot.on('recovered', add);
  try {
    const calm = new Evening(ground, { number: 0, scenario });
    await calm.pass();
    let evictedAt = -Infinity;
    for (let number = 1; number <= count; number += 1) {
      const mayEvict = Date.now() - evictedAt >= EVICTION_GAP;
      const kind = drawn(random, { kinds, mayEvict });
      if (kind.evicts) evictedAt = Date.now();
      const evening = new Evening(ground, { number, scenario, kind, moment: random() * calm.duration });
      await evening.pass();
      if (transcripts === 'same') evening.mustBeLike(calm);
      happened.set(kind.name, (happened.get(kind.name) ?? 0) + 1);
    }
  } finally {
    ground.bot.off('recovered', add);
  }
  return { outages: count, kinds: happened, downtime };
}

interface Choice {
  readonly kinds: readonly Outage[];
  readonly mayEvict: boolean;
}

function drawn(random: () => number, { kinds, mayEvict }: Choice): Outage {
  const possible = kinds.filter(({ evicts }) => mayEvict || evicts !== true);
  const chosen = possible[Math.floor(random() * possible.length)];
  if (chosen === undefined) throw new ArenaError('There is no kind of outage to draw from.');
  return chosen;
}

function check({ count, kinds }: { readonly count: number; readonly kinds: readonly Outage[] }): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new ArenaError(`A count of ${count} outages is none. Give a whole number from 1 in the option count.`);
  }
  if (kinds.every(({ evicts }) => evicts === true)) {
    throw new ArenaError(
      'Every kind of outage takes the bearer away, or there is none. Give one in the option kinds that leaves it, for the times between.',
    );
  }
}
