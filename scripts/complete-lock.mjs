/**
 * Adds the binaries of other platforms to package-lock.json: `node scripts/complete-lock.mjs`, after `npm install` has
 * changed the lock. npm leaves out optional packages that the registry in use does not carry, which is usual behind a
 * mirror, and `npm ci` then refuses the lock, everywhere. What is added has no integrity, as nobody here has seen it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare/root.mjs';

const path = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));

const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
  Object.entries(optionalDependencies),
);
const missing = wanted.filter(([name]) => !(`node_modules/${name}` in lock.packages));

for (const [name, version] of missing) lock.packages[`node_modules/${name}`] = entryOf(name, version);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(missing.length > 0 ? `Added ${missing.map(([name]) => name).join(', ')}.` : 'Nothing is missing.');

/** Reads the platform from a name like `@oxlint/binding-linux-x64-musl`. The keys stand in npm's own order. */
function entryOf(name, version) {
  const [os, cpu, abi] = name.replace(/^.*\/(?:binding-)?/, '').split('-');
  if (!cpu) throw new Error(`${name} does not say which platform it is for. Add it to package-lock.json by hand.`);
  const libc = os === 'linux' && abi ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
  return { version, cpu: [cpu], dev: true, ...libc, optional: true, os: [os] };
}
