/**
 * A suite whose files are groups of their own: `node scripts/test-files.mjs test/faults`. Bots of one process share a limit on
 * how fast they connect, and a browser takes its time. `npm run test:faults -- network tls` runs these files alone.
 */
import { basename } from 'node:path';
import { prepare } from './prepare/prepare.mjs';
import { groups } from './test/groups.mjs';
import { runGroups } from './test/run-groups.mjs';

/** Some faults last for two minutes, and a machine may be busy. */
const TIMEOUT = 300_000;

const [suite = '', ...only] = process.argv.slice(2);

await prepare();

const files = groups([suite]).flatMap((group) => group.files);
const named = files.map((file) => ({ name: basename(file, '.test.js'), files: [file] }));
const results = await runGroups(
  named.filter(({ name }) => only.length === 0 || only.includes(name)),
  { timeout: TIMEOUT },
);

console.log('');
for (const { name, passed, failed, seconds, remark } of results) {
  console.log(
    `${(failed > 0 ? 'FAILED' : 'ok').padEnd(7)}${name.padEnd(24)}${passed} passed, ${failed} failed, ${seconds} s${remark}`,
  );
}
const sum = (count) => results.reduce((total, result) => total + result[count], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
