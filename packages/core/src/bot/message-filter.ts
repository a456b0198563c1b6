import { types } from 'node:util';
import type { Message } from '../conversation/message.js';
import type { Role } from '../protocol/message-event.js';
import type { Complain } from './complain.js';
import type { PatternGuard } from './pattern-guard.js';
import { synchronous } from './predicate.js';

/** Which messages a handler takes. */
export type MessageFilter = TextFilter | ((message: Message) => boolean) | MessageCriteria;

/**
 * A string is compared with the whole text, whatever its case and the blanks around it. A regular expression is searched
 * in the whole text, always from its start: the flags `g` and `y` carry nothing from one message to the next. Content
 * without text, such as a file, matches neither.
 */
export type TextFilter = string | RegExp;

/** All that is given must hold. */
export interface MessageCriteria {
  readonly text?: TextFilter;
  /** For example `hosted/file`. Rich content has none, and matches no value. */
  readonly contentType?: string;
  /** The id of the skill that the conversation belongs to now. */
  readonly skill?: string;
  readonly from?: Role | readonly Role[];
  /** The id of the button or quick reply that was tapped, or `true` for any. */
  readonly clicked?: string | true;
}

/** Whether a message is for a handler. A regular expression answers with its match. */
export type MessageTest = (message: Message, skillId: string | undefined) => RegExpMatchArray | boolean;

interface Reading {
  readonly guard: PatternGuard;
  readonly complain: Complain;
}

/** Reads the argument of `@OnMessage`, which plain JavaScript may have got wrong. */
export function messageTest(filter: unknown, reading: Reading): MessageTest {
  if (filter === undefined) return all;
  if (isTextFilter(filter)) return textTest(filter, reading);
  if (typeof filter === 'function') return synchronous<Message>(filter, reading.complain);
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw reading.complain('takes a text, a regular expression, a predicate, criteria or nothing');
  }
  return criteriaTest(filter, reading);
}

const all = (): boolean => true;

const isTextFilter = (value: unknown): value is TextFilter => typeof value === 'string' || types.isRegExp(value);

function textTest(filter: TextFilter, { guard, complain }: Reading): MessageTest {
  if (typeof filter !== 'string') {
    const pattern = guard.pattern(filter);
    return ({ text }) => text !== '' && (pattern(text) ?? false);
  }
  const wanted = comparable(filter);
  if (wanted === '') throw complain('takes a text with at least one visible character, and this one is empty');
  return ({ text }) => comparable(text) === wanted;
}

/** Keyboards write one and the same accented letter in different ways; NFC makes them equal. */
const comparable = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/** The readers of each criterion, the cheap ones first: they are asked in this order. */
const readers: Readonly<Record<keyof MessageCriteria, (value: unknown, reading: Reading) => MessageTest>> = {
  from(value, { complain }) {
    const roles: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (roles.length === 0 || !roles.every(isName)) throw complain("needs `from` to be roles such as 'CONSUMER'");
    return (message) => roles.includes(message.from.role);
  },
  skill(value, { complain }) {
    if (!isName(value)) throw complain('needs `skill` to be the id of a skill, as text');
    return (_, skillId) => skillId === value;
  },
  contentType(value, { complain }) {
    if (!isName(value)) throw complain("needs `contentType` to be a text such as 'hosted/file'");
    const wanted = value.toLowerCase();
    return ({ content }) => content.type === 'ContentEvent' && content.contentType.toLowerCase() === wanted;
  },
  clicked(value, { complain }) {
    if (value !== true && !isName(value)) throw complain("needs `clicked` to be an id such as 'yes', or true for any");
    return ({ clicked }) => clicked !== undefined && (value === true || clicked.id === value);
  },
  text(value, reading) {
    if (!isTextFilter(value)) throw reading.complain('needs `text` to be a text or a regular expression');
    return textTest(value, reading);
  },
};

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

function criteriaTest(criteria: object, reading: Reading): MessageTest {
  const known = Object.keys(readers);
  const stranger = Object.keys(criteria).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw reading.complain(`knows no criterion \`${stranger}\`. It takes ${known.join(', ')}`);
  const tests = Object.entries(readers).flatMap(([key, read]) => {
    const value: unknown = Reflect.get(criteria, key);
    return value === undefined ? [] : [read(value, reading)];
  });
  return (message, skillId) => {
    let answer: RegExpMatchArray | boolean = true;
    for (const test of tests) {
      answer = test(message, skillId);
      if (answer === false) return false;
    }
    return answer;
  };
}
