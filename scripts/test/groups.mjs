import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { root } from '../prepare/root.mjs';

/** Suites that need more than a plain checkout, or time. Each has an npm script of its own, and .ci/run calls them all. */
const apart = ['browser', 'cli', 'faults', 'nemesis', 'new', 'pack', 'scripts'];

/**
 * The compiled tests, one group for each package, example and folder of `test/`. A group runs in a process of its own,
 * so that it cannot lean on what another has loaded, and so that whoever leaves a handle open is known by name.
 */
export function groups(only) {
  const all = [...suiteGroups(), ...packageGroups('packages'), ...packageGroups('examples')];
  const filled = all.filter((group) => group.files.length > 0);
  if (only.length === 0) return filled.filter(({ name }) => !apart.includes(name.replace('test/', '')));
  const wanted = only.map((folder) => relative(root, resolve(folder)).replaceAll('\\', '/'));
  return filled.filter(({ name }) => wanted.includes(name));
}

const packageGroups = (parent) =>
  foldersIn(join(root, parent)).map((name) => group(`${parent}/${name}`, join(root, parent, name, 'dist')));

const suiteGroups = () =>
  foldersIn(join(root, 'test/dist')).map((name) => group(`test/${name}`, join(root, 'test/dist', name)));

const group = (name, folder) => ({ name, files: testsIn(folder) });

function testsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? testsIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((path) => path.endsWith('.test.js'));
}

function foldersIn(parent) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
