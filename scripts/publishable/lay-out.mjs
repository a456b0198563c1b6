import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { bundle } from './bundle.mjs';
import { bundles } from './bundles.mjs';
import { reachableTypes } from './reachable-types.mjs';

/** What npm takes along whatever the manifest says. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE'];

/**
 * Copies what a package publishes. The modules of those that every bot loads are put together into few files: to find, open
 * and link almost three hundred takes longer than to run them. Types that can be reached, and the rest of the packages, stay
 * as they are.
 */
export async function layOut(folder, destination) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const plan = bundles[basename(folder)];
  const wanted = [...ALWAYS, ...manifest.files.filter((entry) => !entry.startsWith('!'))];
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  for (const name of wanted.filter((entry) => existsSync(join(folder, entry)))) {
    if (name !== 'dist' || plan === undefined) {
      cpSync(join(folder, name), join(destination, name), { recursive: true });
      continue;
    }
    for (const types of reachableTypes(folder, manifest)) cpSync(join(folder, types), join(destination, types));
    const modules = modulesOf(join(folder, 'src'));
    await bundle({ modules, input: join(folder, 'dist'), output: join(destination, 'dist'), plan });
  }
}

/** By the sources: tests may be at work in the folder of what is compiled. */
const modulesOf = (sources) =>
  readdirSync(sources, { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts') && !/\.test\.|(?:^|\/)testing\//.test(path))
    .map((path) => path.replace(/\.ts$/, ''));
