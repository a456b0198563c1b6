import { jsonText, type LogRecord } from './log-record.js';

const levelColours: Readonly<Record<string, number>> = { debug: 34, info: 32, warn: 33, error: 31 };
const [MAGENTA, CYAN, PLAIN] = [35, 36, 39];

/** For a terminal: time of day, level and message, and below them each fact. */
export function readableLine({ level, time, facts, message }: LogRecord): string {
  const name = coloured(levelColours[level] ?? PLAIN, level.toUpperCase());
  const head = `[${timeOfDay(new Date(time))}] ${name}: ${coloured(CYAN, visible(message))}`;
  const told = Object.entries(facts).filter(([, value]) => value !== undefined);
  const lines = told.map(([key, value]) => `    ${coloured(MAGENTA, visible(key))}: ${block(value)}`);
  return [head, ...lines, ''].join('\n');
}

const coloured = (colour: number, text: string): string => `\u001B[${colour}m${text}\u001B[${PLAIN}m`;

const block = (value: unknown): string => jsonText(value, 2).split('\n').map(visible).join('\n    ');

/** What a terminal would obey is shown instead. */
const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

const timeOfDay = (at: Date): string => {
  const parts = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${parts.join(':')}.${String(at.getMilliseconds()).padStart(3, '0')}`;
};
