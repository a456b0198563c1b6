/**
 * Everything that must hold before a change goes in: format, lint, import rules, types, unit tests, tests across
 * packages. `npm test -- packages/core test/e2e` runs the tests of those folders alone.
 */
import { prepare } from './prepare/prepare.mjs';
import { checkFormat, lint } from './test/checks.mjs';
import { groups } from './test/groups.mjs';
import { runGroups } from './test/run-groups.mjs';

const only = process.argv.slice(2);

await prepare();

const checks = only.length > 0 ? [] : await Promise.all([checkFormat(), lint()]);
const results = [...checks, ...(await runGroups(groups(only)))];

console.log('');
for (const { name, passed, failed, seconds, remark } of results) {
  const verdict = failed > 0 ? 'FAILED' : 'ok';
  console.log(`${verdict.padEnd(7)}${name.padEnd(24)}${passed} passed, ${failed} failed, ${seconds} s${remark}`);
}
const sum = (count) => results.reduce((total, result) => total + result[count], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
