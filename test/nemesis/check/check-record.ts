import { answerTo, WELCOME } from '../bot/lines.js';
import type { DialogRecord, RecordedEvent } from './dialog-record.js';
import type { Violation } from './violation.js';

/** What the platform's record of a dialog tells: each message answered once, marked READ, the answers in order. */
export function checkRecord({ dialogId, events }: DialogRecord): readonly Violation[] {
  const said = events.filter(({ by, text }) => by === 'brand' && text !== undefined);
  const read = new Set(events.flatMap((event) => event.read ?? []));
  const violations: Violation[] = [];
  const violate = (promise: Violation['promise'], sequence: number, fact: string): void =>
    void violations.push({ promise, dialogId, sequence, fact });

  const welcomes = said.filter(({ text }) => text === WELCOME);
  if (welcomes.length !== 1) {
    violate(welcomes.length === 0 ? 'lost' : 'twice', welcomes[1]?.sequence ?? 0, `${welcomes.length} welcomes`);
  }
  let last = -1;
  for (const { sequence, text = '' } of events.filter(isQuestion)) {
    const answers = said.filter((event) => event.text === answerTo(text)).map((event) => event.sequence);
    if (answers.length === 0) violate('lost', sequence, 'it has no answer');
    if (answers.length > 1)
      violate('twice', sequence, `it is answered ${answers.length} times, at ${answers.join(', ')}`);
    if (!read.has(sequence)) violate('lost', sequence, 'it is not marked READ');
    const [first = last] = answers;
    if (first < last)
      violate('disorder', sequence, `its answer ${first} is before ${last}, that of an earlier message`);
    last = Math.max(first, last);
  }
  return violations;
}

const isQuestion = ({ by, text }: RecordedEvent): boolean => by === 'consumer' && text !== undefined;
