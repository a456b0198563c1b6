import type { ChronicleLine } from './chronicle.js';

/** The lines as a table, with the time that had passed since the beginning. */
export function listLines(lines: readonly ChronicleLine[], beginning: number): string {
  if (lines.length === 0) return '  nothing at all';
  const width = Math.max(...lines.map(({ who }) => who.length));
  const since = (at: number): string => `+${((at - beginning) / 1_000).toFixed(3)} s`.padStart(12);
  return lines.map(({ at, who, text }) => `${since(at)}  ${who.padEnd(width)}  ${text}`).join('\n');
}
