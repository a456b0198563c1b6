/**
 * Generates the API reference from the sources' own words: `npm run docs:reference` writes docs/reference/index.html. It
 * fails where a public name is not documented, or a link in a comment leads nowhere.
 */
import { join } from 'node:path';
import { runToEnd } from './prepare/child.mjs';
import { installIfNeeded } from './prepare/install.mjs';
import { prepare } from './prepare/prepare.mjs';
import { root } from './prepare/root.mjs';

await prepare();

const folder = join(root, 'scripts/reference');
await installIfNeeded(folder);

const typedoc = join(folder, 'node_modules/typedoc/bin/typedoc');
const { code } = await runToEnd(process.execPath, [typedoc, '--logLevel', 'Warn'], { cwd: folder, stdio: 'inherit' });
process.exitCode = code;
