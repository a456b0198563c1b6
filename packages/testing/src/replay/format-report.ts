import { inWords } from '../time/duration.js';
import type { Difference, DifferenceKind, ReplayReport } from './compare/replay-report.js';

const TITLES: Readonly<Record<DifferenceKind, string>> = {
  'reply-missing': 'a reply is missing',
  'reply-extra': 'a reply too many',
  'reply-text': 'another reply',
  'reply-order': 'replies in another order',
  'reply-time': 'a reply at another time',
  'action-missing': 'an action is missing',
  'action-extra': 'an action too many',
  'handler-failed': 'a handler fails',
  'handler-succeeded': 'a handler succeeds that failed',
  'handler-other': 'another handler, or another failure',
  'handler-missing': 'a handler does not run',
  'handler-extra': 'a handler runs that did not',
  'receipt-missing': 'a message is not marked as read',
  'receipt-extra': 'a message is marked as read that was not',
  connection: 'another number of connections',
  session: 'another end of the session',
};

const LONGEST = 300;

/** The report for people. It holds what was said, as far as the recording does. */
export function formatReport(report: ReplayReport): string {
  const { file, bot, beganAt, duration, conversations, differences, notes } = report;
  const places = `${differences.length} ${differences.length === 1 ? 'place' : 'places'}`;
  const verdict = report.same ? 'behaves as it did' : `behaves differently in ${places}`;
  const many = `${conversations} ${conversations === 1 ? 'conversation' : 'conversations'}`;
  return [
    `${file}: ${bot} ${verdict} (${stamp(beganAt)} UTC, ${inWords(duration)}, ${many}).`,
    ...notes,
    ...differences.map(paragraph),
  ].join('\n');
}

function paragraph({ kind, at, conversationId, before, recorded, today }: Difference): string {
  const place = conversationId === undefined ? '' : `, conversation ${conversationId}`;
  const line = (name: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : [`    ${name.padEnd(12)}${short(text)}`];
  return [
    '',
    `${stamp(at).slice(11)}  ${TITLES[kind]}${place}`,
    ...line('before:', before),
    ...line('that night:', recorded ?? 'nothing'),
    ...line('today:', today ?? 'nothing'),
  ].join('\n');
}

const stamp = (date: Date): string => date.toISOString().replace('T', ' ').replace('Z', '');

/** On one line of bounded length: it may hold what anybody wrote. */
const short = (text: string): string => {
  const line = text.replace(UNPRINTABLE, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} […]` : line;
};

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
