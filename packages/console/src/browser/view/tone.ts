/** How a phase feels to whoever answers for the bot. */
export type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'off';

const tones: ReadonlyMap<string, Tone> = new Map([
  ['live', 'good'],
  ['waiting', 'wait'],
  ['failed', 'bad'],
  ['idle', 'off'],
  ['draining', 'off'],
  ['closed', 'off'],
]);

export const toneOf = (phase: string): Tone => tones.get(phase) ?? 'busy';
