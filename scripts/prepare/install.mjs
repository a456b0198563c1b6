import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runToEnd } from './child.mjs';
import { root } from './root.mjs';

/** Runs `npm ci` in a folder when what is installed there is not what its package-lock.json asks for. */
export async function installIfNeeded(folder = root) {
  if (installed(folder)) return;
  console.error('Installing dependencies …');
  const { code, output } = await npm(folder, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code === 0) return;
  process.stderr.write(output);
  throw new Error('`npm ci` failed, see above. Check the network and the registry, and run the command again.');
}

/** npm writes node_modules/.package-lock.json at the very end of an installation; an aborted one leaves none. */
function installed(folder) {
  const record = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = packagesOf(record);
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = present[path];
    if (!found) return entry.optional === true || entry.peer === true;
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(folder, path));
  });
}

const packagesOf = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;

/** The npm that runs this script, or else the one on the path. */
function npm(folder, args) {
  const options = { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] };
  const cli = process.env.npm_execpath;
  if (cli && basename(cli) === 'npm-cli.js') return runToEnd(process.execPath, [cli, ...args], options);
  return runToEnd('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** `npm start -w examples/…` leaves its `-w` in the environment, where it would make a partial installation. */
function environment() {
  const scoped = /^npm_config_(workspaces?|include_workspace_root|omit|global|location)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !scoped.test(name)));
}
