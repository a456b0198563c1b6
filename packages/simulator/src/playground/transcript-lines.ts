import type { TranscriptLine } from '../consumer/scripted-consumer.js';

/** A transcript to read: one line for each line said, the names in a column. */
export function transcriptLines(transcript: readonly TranscriptLine[]): readonly string[] {
  const width = Math.max(0, ...transcript.map(({ who }) => who.length));
  return transcript.map(
    ({ who, text }) => `${who.padStart(width)} | ${text.replaceAll('\n', `\n${' '.repeat(width)} | `)}`,
  );
}
