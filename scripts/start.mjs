/**
 * Starts an example of this checkout: `node scripts/start.mjs [folder] [arguments of the example]`.
 *
 * The example runs in this very process, so signals, exit code and terminal are its own.
 */
import { prepare } from './prepare/prepare.mjs';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './prepare/root.mjs';
import { endWithParent } from './start/end-with-parent.mjs';
import { tellInterruptsOnce } from './start/tell-interrupts-once.mjs';

const given = process.argv.slice(2);
const named = given.length > 0 && !given[0].startsWith('-');
const folder = named ? resolve(given[0]) : join(root, 'examples/echo-bot');
const main = join(folder, 'dist/main.js');

await prepare();

if (!existsSync(main)) {
  console.error(`There is no example in ${folder}: ${main} is missing. Name a folder of examples/, or none.`);
  process.exit(1);
}

endWithParent();
tellInterruptsOnce();
process.setSourceMapsEnabled(true);
process.argv = [process.execPath, main, ...given.slice(named ? 1 : 0)];
await import(pathToFileURL(main).href);
