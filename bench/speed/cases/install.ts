import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packedFolder } from '../run/packed-folder.js';
import { sdkFolder } from '../run/sdk-folder.js';
import type { Figures, Scenario } from '../run/scenario.js';

const MEGABYTE = 1_048_576;

/** What lies in `node_modules` of a service that depends on the package alone. */
export const install: Scenario = {
  name: 'install',
  contenders: ['holdfast', 'sdk'],
  rounds: ({ quick }) => (quick ? 0 : 1),
  measure: (_, contender) =>
    Promise.resolve(treeOf(join(contender === 'sdk' ? sdkFolder() : packedFolder(), 'node_modules'))),
  rows: [
    {
      figure: 'packages',
      title: 'packages in the production tree',
      unit: 'packages',
      judge: { against: 'sdk', better: 'less', must: 1 },
    },
    {
      figure: 'size',
      title: 'size of the production tree',
      unit: 'MiB',
      judge: { against: 'sdk', better: 'less', must: 1 },
    },
  ],
};

function treeOf(modules: string): Figures {
  let [packages, bytes] = [0, 0];
  for (const entry of readdirSync(modules, { recursive: true, encoding: 'utf8' })) {
    const stats = statSync(join(modules, entry));
    if (stats.isFile()) bytes += stats.size;
    if (/(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(`node_modules/${entry}`)) packages += 1;
  }
  return { packages, size: bytes / MEGABYTE };
}
