import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from './source.js';

export interface WatchOptions extends Pick<Source, 'watched' | 'ignored'> {
  readonly signal: AbortSignal;
  /** Called once all is quiet again after a change. */
  readonly changed: () => void;
  /** Milliseconds between two looks. @default 150 */
  readonly every?: number;
}

export interface SourceWatch {
  /** Resolves when the signal has come and nothing is looked at any more. */
  readonly ended: Promise<void>;
}

/**
 * Resolves once it knows how the sources are, and from then on looks at them again and again until the signal comes. It
 * looks instead of asking to be told: that works in containers, on network drives and with every editor, and costs next
 * to nothing for the few files of a bot.
 */
export async function watchSources(options: WatchOptions): Promise<SourceWatch> {
  return { ended: watch(options, await look(options)) };
}

async function watch(options: WatchOptions, first: string): Promise<void> {
  const { signal, changed, every = 150 } = options;
  let known = first;
  let last = first;
  while (await pauseUnless(signal, every)) {
    const seen = await look(options);
    const quiet = seen === last;
    last = seen;
    if (!quiet || seen === known) continue;
    known = seen;
    changed();
  }
}

async function look({ watched, ignored }: WatchOptions): Promise<string> {
  const found = await Promise.all(watched.map((path) => trace(path, new Set(ignored))));
  return found.flat().sort().join('\n');
}

/** A line for each file, which is another one when the file is. */
async function trace(path: string, ignored: ReadonlySet<string>): Promise<readonly string[]> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return [`${path} ${found.mtimeMs} ${found.size}`];
    const names = (await readdir(path)).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    const below = names.map((name) => join(path, name)).filter((each) => !ignored.has(each));
    return (await Promise.all(below.map((each) => trace(each, ignored)))).flat();
  } catch {
    return []; // It has just gone.
  }
}

/** Whether there is another look to take. */
const pauseUnless = (signal: AbortSignal, every: number): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(over, every);
    return signal.addEventListener('abort', over, { once: true });
  });
