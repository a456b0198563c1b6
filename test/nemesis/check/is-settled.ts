import { answerTo } from '../bot/lines.js';
import type { DialogRecord } from './dialog-record.js';

/** Whether every message of a dialog is answered and marked READ. */
export function isSettled({ events }: DialogRecord): boolean {
  const said = new Set(events.flatMap(({ by, text }) => (by === 'brand' && text !== undefined ? [text] : [])));
  const read = new Set(events.flatMap((event) => event.read ?? []));
  return events.every(
    ({ by, text, sequence }) =>
      by !== 'consumer' || text === undefined || (said.has(answerTo(text)) && read.has(sequence)),
  );
}
