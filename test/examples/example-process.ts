import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '../repository.js';

export interface ExampleEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ExampleOptions {
  readonly args?: readonly string[];
  /** Ctrl-C is typed once this was printed. */
  readonly interruptAt?: string;
}

const PATIENCE = 30_000;

/** Runs an example to its end, as `npm start` does once everything is built. It is killed after 30 s. */
export function runExample(name: string, { args = [], interruptAt }: ExampleOptions): Promise<ExampleEnd> {
  const folder = join(repository, 'examples', name);
  // Without the variables of a real account, and as quiet as it is by itself.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(?:LP_|LOG_LEVEL$|PORT$)/.test(key)));
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  let interrupted = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (interruptAt === undefined || interrupted || !stdout.includes(interruptAt)) return;
    interrupted = true;
    child.kill('SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
