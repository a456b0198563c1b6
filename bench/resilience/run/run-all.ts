import type { Case, Measured } from './case.js';
import { runCase } from './run-case.js';

export interface Row {
  readonly of: Case;
  readonly measured: Measured;
}

/** Runs the patient cases side by side, and meanwhile the busy ones one after another. Gives the rows in the order given. */
export async function runAll(chosen: readonly Case[], seed: number): Promise<readonly Row[]> {
  const run = async (one: Case): Promise<Row> => {
    const row = { of: one, measured: await runCase(one, seed) };
    console.error(`${row.measured.reached ? 'reached' : 'MISSED '}  ${one.name}: ${row.measured.value}`);
    return row;
  };
  const busyInTurn = async (): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (const one of chosen.filter(({ pace }) => pace === 'busy')) rows.push(await run(one));
    return rows;
  };
  const patient = chosen.filter(({ pace }) => pace === 'patient').map(run);
  const rows = [...(await busyInTurn()), ...(await Promise.all(patient))];
  return rows.toSorted((a, b) => chosen.indexOf(a.of) - chosen.indexOf(b.of));
}
