/** Where the time of a `.cpuprofile` went, by function and by file: `summary.js <profile> …`. */
import { readFileSync } from 'node:fs';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const ROWS = 45;

for (const path of process.argv.slice(2)) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8')) as Profile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byFunction = new Map<string, number>();
  const byFile = new Map<string, number>();
  let busy = 0;
  samples.forEach((sample, index) => {
    const frame = frames.get(sample);
    if (frame === undefined || frame.functionName === '(idle)') return;
    const time = timeDeltas[index] ?? 0;
    const file = frame.url.replace(/^.*\/(?=packages|node_modules|bench)/, '') || 'native';
    busy += time;
    add(byFunction, `${frame.functionName || '(anonymous)'} ${file}:${frame.lineNumber + 1}`, time);
    add(byFile, file, time);
  });
  console.log(`${path}: ${(busy / 1e6).toFixed(1)} s busy`);
  for (const totals of [byFunction, byFile]) {
    const rows = [...totals].sort(([, one], [, other]) => other - one).slice(0, ROWS);
    for (const [name, time] of rows) console.log(`${((100 * time) / busy).toFixed(1).padStart(6)} %  ${name}`);
    console.log('');
  }
}

function add(totals: Map<string, number>, name: string, time: number): void {
  totals.set(name, (totals.get(name) ?? 0) + time);
}
