import { jsonText, type LogRecord } from './log-record.js';

/** One JSON object: level and time come first, the message last, and no fact takes their place. */
export function jsonLine({ level, time, facts, message }: LogRecord): string {
  const { level: _, time: __, msg: ___, ...others } = facts;
  return `${jsonText({ level, time, ...others, msg: message })}\n`;
}
