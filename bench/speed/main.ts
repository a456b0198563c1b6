/** Measures how fast Holdfast is beside a bare socket and node-agent-sdk: see bench/README.md. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cases } from './cases/cases.js';
import { Arena } from './run/arena.js';
import { type Result, runScenarios } from './run/run-scenarios.js';
import type { Scenario } from './run/scenario.js';
import { table } from './run/table.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    case: { type: 'string', multiple: true },
    json: { type: 'string' },
    profile: { type: 'string' },
  },
});

const chosen = values.case === undefined ? cases : values.case.map(named);
await using arena = await Arena.open(values.profile === undefined ? {} : { profiles: values.profile });
const results: Result[] = [];
for await (const some of runScenarios(chosen, arena, { quick: values.quick })) {
  results.push(...some);
  console.log(`${table(some)}\n`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);

function named(name: string): Scenario {
  const found = cases.find((one) => one.name === name);
  if (found !== undefined) return found;
  console.error(`There is no case "${name}". Known: ${cases.map((one) => one.name).join(', ')}.`);
  return process.exit(2);
}
