import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { repository } from '../repository.js';

export interface Ran {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs a line of shell at the root of this repository, as somebody at a terminal does. */
export async function ran(line: string): Promise<Ran> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, npm_config_loglevel: 'error', npm_config_offline: 'true' };
  const child = spawn('sh', ['-c', line], { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  await once(child, 'close');
  return { code: child.exitCode, output };
}
