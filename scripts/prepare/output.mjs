import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const COMPILED = /\.(?:d\.ts|js)(?:\.map)?$/;

/**
 * Makes the output folder of a project match its sources, which the compiler alone does not: it never removes what it
 * once wrote, so a deleted test would run for ever, and it trusts its build record when files are gone.
 */
export function matchOutput({ folder, source, output }) {
  pruneStale(source, output);
  if (complete(source, output)) return;
  const records = [
    join(folder, 'tsconfig.tsbuildinfo'),
    ...filesIn(output).filter((path) => path.endsWith('.tsbuildinfo')),
  ];
  for (const record of records) rmSync(record, { force: true });
}

function pruneStale(source, output) {
  for (const path of filesIn(output)) {
    const stem = relative(output, path).replace(COMPILED, '');
    const written = COMPILED.test(path) && !existsSync(join(source, relative(output, path)));
    const sources = ['.ts', '.tsx'].map((ending) => join(source, stem + ending));
    if (written && !sources.some((one) => existsSync(one))) rmSync(path, { force: true });
  }
  removeEmptyFolders(output);
}

const complete = (source, output) =>
  filesIn(source)
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path) && !path.includes('fixtures'))
    .every((path) => existsSync(join(output, relative(source, path).replace(/\.tsx?$/, '.js'))));

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' ? [] : filesIn(path);
  });
}

function removeEmptyFolders(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    removeEmptyFolders(path);
    if (readdirSync(path).length === 0) rmdirSync(path);
  }
}
