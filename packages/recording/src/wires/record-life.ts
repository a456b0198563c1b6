import type { Witness } from '@holdfast/core/internal';
import { failureOf } from '../failure.js';
import type { Tape } from '../tape/tape.js';

/** Begins and ends the tape with the bot's life, and notes its handlers and what it tells. */
export const recordLife = (tape: Tape): Witness => ({
  begun: (life) => tape.begin(life),
  told(event) {
    const error: unknown = 'error' in event ? event.error : undefined;
    tape.note({ kind: 'event', type: event.type, ...(error === undefined ? {} : { failure: failureOf(error) }) });
  },
  drew: (chance) => tape.note({ kind: 'draw', chance }),
  handling({ kind, ...facts }) {
    const handler = tape.next();
    tape.note({ kind: 'began', handler, of: kind, ...facts });
    return (...failure) =>
      tape.note({ kind: 'ended', handler, ...(failure.length === 0 ? {} : { failure: failureOf(failure[0]) }) });
  },
  over: () => tape.end(),
});
