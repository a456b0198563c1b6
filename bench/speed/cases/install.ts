import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sdkFolder } from '../run/sdk-folder.js';
import type { Figures, Scenario } from '../run/scenario.js';

const MEGABYTE = 1_048_576;
const PACKAGES = fileURLToPath(new URL('../../../../packages/', import.meta.url));

/** What lies in `node_modules` of a service that depends on the package alone. */
export const install: Scenario = {
  name: 'install',
  contenders: ['holdfast', 'sdk'],
  rounds: ({ quick }) => (quick ? 0 : 1),
  measure: (_, contender) =>
    Promise.resolve(contender === 'sdk' ? treeOf(join(sdkFolder(), 'node_modules')) : installed()),
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

/** Packs what `holdfast` needs of this repository, as it would be published, and installs that. */
function installed(): Figures {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-install-'));
  try {
    const tarballs = needed('holdfast').map((name) => {
      const output = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
        cwd: join(PACKAGES, name),
        encoding: 'utf8',
      });
      const [packed] = JSON.parse(output) as [{ readonly filename: string }];
      return join(folder, packed.filename);
    });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], { cwd: folder });
    return treeOf(join(folder, 'node_modules'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The folders of a package of this repository and of those that it depends on. */
function needed(folder: string, known: readonly string[] = []): readonly string[] {
  if (known.includes(folder)) return known;
  const { dependencies = {} } = manifestOf(folder);
  return readdirSync(PACKAGES)
    .filter((other) => manifestOf(other).name in dependencies)
    .reduce((sum: readonly string[], other) => needed(other, sum), [...known, folder]);
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(PACKAGES, folder, 'package.json'), 'utf8')) as Manifest;

function treeOf(modules: string): Figures {
  let [packages, bytes] = [0, 0];
  for (const entry of readdirSync(modules, { recursive: true, encoding: 'utf8' })) {
    const stats = statSync(join(modules, entry));
    if (stats.isFile()) bytes += stats.size;
    if (/(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(`node_modules/${entry}`)) packages += 1;
  }
  return { packages, size: bytes / MEGABYTE };
}
