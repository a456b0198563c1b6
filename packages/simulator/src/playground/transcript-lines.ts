import type { TranscriptLine } from '../consumer/scripted-consumer.js';

/** Roles as a newcomer would call them. */
const CALLED: Readonly<Record<string, string>> = { ASSIGNED_AGENT: 'bot', AGENT: 'bot' };

/** A transcript to read: one line for each thing said, the names in a column. */
export function transcriptLines(transcript: readonly TranscriptLine[]): readonly string[] {
  const said = transcript.map(({ who, text }) => ({ name: CALLED[who] ?? who, text }));
  const width = Math.max(0, ...said.map(({ name }) => name.length));
  return said.map(
    ({ name, text }) => `${name.padStart(width)} | ${text.replaceAll('\n', `\n${' '.repeat(width)} | `)}`,
  );
}
