import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const SPEED = fileURLToPath(new URL('../', import.meta.url));

let made: string | undefined;

/**
 * A folder in which `holdfast` was installed from packed packages, as its users get it. Beside `node_modules` it holds these
 * programs in `speed`, so that a client of them finds that `holdfast`. Made once for each run, and gone when it ends.
 */
export function packedFolder(): string {
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-packed-'));
  made = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const laidOut = join(folder, 'publish');
  execFileSync(process.execPath, [join(REPOSITORY, 'scripts/publishable.mjs'), laidOut]);
  const sources = needed(laidOut, 'holdfast').map((name) => join(laidOut, name));
  const output = npm(folder, ['pack', '--json', '--pack-destination', folder, ...sources]);
  const tarballs = (JSON.parse(output) as readonly Packed[]).map(({ filename }) => join(folder, filename));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(folder, ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs]);
  cpSync(SPEED, join(folder, 'speed'), { recursive: true });
  return folder;
}

interface Packed {
  readonly filename: string;
}

const npm = (cwd: string, args: readonly string[]): string => execFileSync('npm', args, { cwd, encoding: 'utf8' });

/** The folders of a package of this repository and of those that it depends on. */
function needed(packages: string, folder: string, known: readonly string[] = []): readonly string[] {
  if (known.includes(folder)) return known;
  const { dependencies = {} } = manifestOf(packages, folder);
  return readdirSync(packages)
    .filter((other) => manifestOf(packages, other).name in dependencies)
    .reduce((sum: readonly string[], other) => needed(packages, other, sum), [...known, folder]);
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (packages: string, folder: string): Manifest =>
  JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8')) as Manifest;
