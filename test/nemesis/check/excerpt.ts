import type { DialogRecord, RecordedEvent } from './dialog-record.js';

const AROUND = 6;

/** The record of a dialog around a message, one event a line. */
export function excerpt(records: readonly DialogRecord[], dialogId: string, sequence: number): string {
  const events = records.find((record) => record.dialogId === dialogId)?.events ?? [];
  return events
    .filter((event) => Math.abs(event.sequence - sequence) <= AROUND || concerns(event, sequence))
    .map((event) => `    ${event.sequence === sequence ? '>' : ' '} ${line(event)}`)
    .join('\n');
}

const concerns = ({ read }: RecordedEvent, sequence: number): boolean => read?.includes(sequence) ?? false;

const line = ({ sequence, by, text, read }: RecordedEvent): string =>
  `${String(sequence).padStart(5)} ${by.padEnd(9)}${text ?? (read === undefined ? '…' : `READ ${read.join(', ')}`)}`;
