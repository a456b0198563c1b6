import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const SDK = 'node-agent-sdk@1.2.0';

/** Installs node-agent-sdk outside of this repository, once for each machine. */
export function sdkFolder(): string {
  const folder = join(tmpdir(), `holdfast-bench-${SDK.replace('@', '-')}`);
  if (existsSync(join(folder, 'node_modules/node-agent-sdk/package.json'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', SDK], { cwd: folder });
  return folder;
}
