import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { bundle } from './bundle.mjs';
import { bundles } from './bundles.mjs';

/** What npm takes along whatever the manifest says. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE'];

/**
 * Copies what a package publishes. The modules of those that every bot loads are put together into few files: to find, open
 * and link almost three hundred takes longer than to run them. Types, and the rest of the packages, stay as they are.
 */
export async function layOut(folder, destination) {
  const { files } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const plan = bundles[basename(folder)];
  const wanted = [...ALWAYS, ...files.filter((entry) => !entry.startsWith('!'))];
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  for (const name of wanted.filter((entry) => existsSync(join(folder, entry)))) {
    if (name !== 'dist' || plan === undefined) {
      cpSync(join(folder, name), join(destination, name), { recursive: true });
      continue;
    }
    const modules = modulesOf(join(folder, 'src'));
    for (const module of modules) {
      const types = `${module}.d.ts`;
      cpSync(join(folder, 'dist', types), join(destination, 'dist', types));
    }
    await bundle({ modules, input: join(folder, 'dist'), output: join(destination, 'dist'), plan });
  }
}

/** By the sources: tests may be at work in the folder of what is compiled. */
const modulesOf = (sources) =>
  readdirSync(sources, { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts') && !/\.test\.|(?:^|\/)testing\//.test(path))
    .map((path) => path.replace(/\.ts$/, ''));
