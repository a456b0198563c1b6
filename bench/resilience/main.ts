/** Measures how Holdfast survives, prints a table, and fails if a bound is missed: see docs/resilience.md. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cases } from './cases/cases.js';
import type { Case } from './run/case.js';
import { type Row, runAll } from './run/run-all.js';
import { table } from './run/table.js';

const { values } = parseArgs({
  options: { case: { type: 'string', multiple: true }, json: { type: 'string' }, seed: { type: 'string' } },
});

const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (!Number.isInteger(seed)) refuse(`The seed must be an integer, but it is "${values.seed}".`);
const chosen = values.case === undefined ? cases : values.case.map(named);

console.error(`seed ${seed}; the same faults and waits again with --seed ${seed}`);
const rows = await runAll(chosen, seed);
console.log(table(rows));
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ seed, rows: rows.map(flat) }, null, 2)}\n`);
process.exitCode = rows.every(({ measured }) => measured.reached) ? 0 : 1;

function named(name: string): Case {
  const found = cases.find((one) => one.name === name);
  return found ?? refuse(`There is no case "${name}". Known: ${cases.map((one) => one.name).join(', ')}.`);
}

function refuse(reason: string): never {
  console.error(reason);
  process.exit(2);
}

function flat({ of: { name, title, bound }, measured }: Row) {
  return { name, title, bound, ...measured };
}
