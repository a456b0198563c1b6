import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number;
  /** What it printed, to either output. */
  readonly output: string;
}

/** Runs a program of Node.js to its end. The signal ends it, and all that it has started. */
export const runToEnd = (file: string, args: readonly string[], options: RunOptions): Promise<Ended> =>
  new Promise((resolve, reject) => {
    // A group of its own: the compiler is a small program that starts the real one.
    const detached = process.platform !== 'win32';
    const child = spawn(process.execPath, [file, ...args], {
      cwd: options.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
    });
    let output = '';
    const hear = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const end = (): void => {
      if (detached && child.pid !== undefined) killGroup(child.pid);
      else child.kill('SIGKILL');
    };
    options.signal.addEventListener('abort', end, { once: true });
    if (options.signal.aborted) end();
    child.on('error', reject);
    child.on('close', (code) => {
      options.signal.removeEventListener('abort', end);
      resolve({ code: code ?? 1, output });
    });
  });

interface RunOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
