import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs the npm that started the tests, or else the one on the path, and resolves with what it printed to stdout. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const cli = process.env['npm_execpath'];
  const options = { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 };
  const { stdout } =
    cli !== undefined && basename(cli) === 'npm-cli.js'
      ? await run(process.execPath, [cli, ...args], options)
      : await run('npm', [...args], { ...options, shell: process.platform === 'win32' });
  return stdout;
}

/** Where and for which workspace the outer npm runs must not reach the inner one. */
function environment(): NodeJS.ProcessEnv {
  const scoped = /^npm_config_(?:workspaces?|include_workspace_root|prefix|local_prefix|dry_run)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !scoped.test(name)));
}
