/**
 * Lays out every package as it is published: `node scripts/publishable.mjs [folder]`, after a build. Without a folder each
 * package gets a folder `publish` of its own, which is what `lerna publish` takes; with one, they lie there side by side.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './prepare/root.mjs';
import { layOut } from './publishable/lay-out.mjs';

const [destination] = process.argv.slice(2);

for (const name of readdirSync(join(root, 'packages'))) {
  const folder = join(root, 'packages', name);
  await layOut(folder, destination === undefined ? join(folder, 'publish') : resolve(destination, name));
}
