/** Measures one case in a process of its own: `case-process.js <name> <seed>`. */
import { cases } from '../cases/cases.js';
import type { Report } from './run-case.js';

const [name = '', seed = ''] = process.argv.slice(2);
const chosen = cases.find((one) => one.name === name);
if (chosen === undefined) throw new Error(`There is no case named ${name}.`);

const report = (content: Report): void => void process.send?.(content, () => process.exit());

await chosen.measure(Number(seed)).then(
  (measured) => report({ measured }),
  (error: unknown) => report({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
);
