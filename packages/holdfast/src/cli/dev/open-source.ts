import { dirname } from 'node:path';
import { compiledSource } from './compiled-source.js';
import type { Source } from './source.js';

/** @throws ConfigurationError if it cannot be run, naming what is missing. */
export async function openSource(botFile: string, signal: AbortSignal): Promise<Source> {
  if (/\.[cm]?ts$/.test(botFile)) return compiledSource(botFile, signal);
  return {
    program: botFile,
    watched: [dirname(botFile)],
    ignored: [],
    build: () => Promise.resolve({ ok: true, says: '' }),
  };
}
