/** `npm run test:nemesis:mutants`: broken bots, each of which the checker has to convict, and a whole one that it may not. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { nemesis, type Outcome } from '../nemesis.js';
import { report } from '../report.js';
import { say } from '../say.js';
import { mutants } from './mutants.js';

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? randomInt(2 ** 31));
say(`mutants: seed ${seed}`);

const shortNight = (mutant?: string): Promise<Outcome> =>
  nemesis({
    seed,
    bots: 2,
    conversations: 20,
    messages: 1_000,
    kills: 16,
    intensity: 3,
    patience: mutant === undefined ? 30_000 : 4_000,
    hasty: true,
    ...(mutant === undefined
      ? {}
      : { execArgv: ['--import', new URL(`become.js?mutant=${mutant}`, import.meta.url).href] }),
  });

const verdicts: boolean[] = [];
const judge = (name: string, verdict: boolean, outcome: Outcome): void => {
  verdicts.push(verdict);
  const seconds = Math.round((outcome.took.storm + outcome.took.recovery) / 1_000);
  const found = [...new Set(outcome.violations.map(({ promise }) => promise))].join(', ') || 'nothing';
  say(`${verdict ? 'ok' : 'FAILED'}  ${name}: ${found}, ${seconds} s`);
  if (!verdict) say(report(outcome));
};

const whole = await shortNight();
judge('the bot as it is', whole.violations.length === 0, whole);
for (const { name, guilt } of mutants) {
  const outcome = await shortNight(name);
  const lived = outcome.evidence.journals.flat().some(({ at }) => at === 'end');
  judge(name, lived && outcome.violations.some(({ promise }) => guilt.includes(promise)), outcome);
}
if (!verdicts.every(Boolean)) {
  say(`Again: npm run test:nemesis:mutants -- --seed ${seed}`);
  process.exitCode = 1;
}
