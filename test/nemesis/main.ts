/** `npm run test:nemesis -- --seed 42`: a long bad night, and whether delivery kept its promises. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { momentKinds, moments } from './moments.js';
import { nemesis } from './nemesis.js';
import { report } from './report.js';
import { say } from './say.js';
import { faultKinds } from './storm.js';

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? randomInt(2 ** 31));
say(`nemesis: seed ${seed}`);

const outcome = await nemesis({ seed, bots: 4, conversations: 50, messages: 10_000, kills: 200, patience: 60_000 });
say(report(outcome));

const happened = new Map([...outcome.weather, ...moments(outcome.evidence.journals)]);
const missing = [...faultKinds, ...momentKinds].filter((kind) => (happened.get(kind) ?? 0) === 0);
if (missing.length > 0) say(`void: this never happened: ${missing.join(', ')}`);
if (missing.length > 0 || outcome.violations.length > 0) {
  say(`Again: npm run test:nemesis -- --seed ${seed}`);
  process.exitCode = 1;
}
