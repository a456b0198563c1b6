import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { MessageEvent } from '../protocol/message-event.js';
import { Backlog, unanswered } from './backlog.js';
import { bot } from './fake-platform.test.js';
import type { OnJoin } from './options.js';

/**
 * A record in words, one event each, its place being its sequence: `C` consumer, `B` this bot, `R3` this bot's READ of 3,
 * `H` the human who is assigned, `M` a manager, `P` a private message of the human, `S` the platform's notice,
 * `h3` the human's READ of 3, `c3` the consumer's READ of 3, `A` this bot's ACCEPT of 0, `b` this bot as a manager.
 */
const read = (words: string): readonly MessageEvent[] => words.split(' ').filter(Boolean).map(eventOf);

function eventOf(word: string, sequence: number): MessageEvent {
  const [sender, role] = senders[word.charAt(0)] ?? ['nobody', 'READER'];
  const base = { dialogId: 'd', sequence, originatorId: sender, role, metadata: [] };
  if (word === 'A') return { ...base, event: { type: 'AcceptStatusEvent', status: 'ACCEPT', sequenceList: [0] } };
  if (word.length > 1) {
    const sequenceList = word.slice(1).split(',').map(Number);
    return { ...base, event: { type: 'AcceptStatusEvent', status: 'READ', sequenceList } };
  }
  const content = { type: 'ContentEvent', contentType: 'text/plain', message: word } as const;
  return { ...base, ...(word === 'P' ? { audience: 'AGENTS_AND_MANAGERS' } : {}), event: content };
}

const senders: Readonly<Record<string, readonly [id: string, role: string]>> = {
  C: ['consumer', 'CONSUMER'],
  c: ['consumer', 'CONSUMER'],
  B: [bot.oldId, 'ASSIGNED_AGENT'],
  R: [bot.oldId, 'ASSIGNED_AGENT'],
  A: [bot.oldId, 'ASSIGNED_AGENT'],
  b: [bot.oldId, 'MANAGER'],
  H: ['1.9', 'ASSIGNED_AGENT'],
  P: ['1.9', 'ASSIGNED_AGENT'],
  h: ['1.9', 'ASSIGNED_AGENT'],
  M: ['1.8', 'MANAGER'],
  S: ['system', 'CONTROLLER'],
};

const table: readonly (readonly [
  what: string,
  record: string,
  expected: Readonly<Record<OnJoin, readonly number[]>>,
])[] = [
  ['an empty dialog', '', { unanswered: [], all: [], none: [] }],
  ['the opening question', 'C', { unanswered: [0], all: [0], none: [] }],
  ['several questions before the bot joined', 'C C C', { unanswered: [0, 1, 2], all: [0, 1, 2], none: [] }],
  ['what a colleague has answered', 'C H C', { unanswered: [2], all: [0, 2], none: [] }],
  ['everything answered by a colleague', 'C C H', { unanswered: [], all: [0, 1], none: [] }],
  ["a manager's answer counts like any colleague's", 'C M C', { unanswered: [2], all: [0, 2], none: [] }],
  ['a private note answers nothing', 'C P', { unanswered: [0], all: [0], none: [] }],
  ["the platform's notice answers nothing", 'C S', { unanswered: [0], all: [0], none: [] }],
  ['receipts of others prove nothing', 'C h0 c0', { unanswered: [0], all: [0], none: [] }],
  ['a restart after everything was done', 'C B R0', { unanswered: [], all: [], none: [] }],
  ['a restart between reply and receipt', 'C B', { unanswered: [0], all: [0], none: [] }],
  ['a restart with a message missed', 'C B R0 C', { unanswered: [3], all: [3], none: [3] }],
  ['a restart with a message skipped in between', 'C C R1', { unanswered: [0], all: [0], none: [] }],
  ['a READ alone is a trace', 'C H C R2 C M', { unanswered: [4], all: [0, 4], none: [4] }],
  ['an ACCEPT is no trace', 'C A H C', { unanswered: [3], all: [0, 3], none: [] }],
  ['a welcome alone is a trace', 'C B C M', { unanswered: [0, 2], all: [0, 2], none: [2] }],
  [
    'a manager joining in does not eat what the bot missed',
    'C B R0 C M C',
    { unanswered: [3, 5], all: [3, 5], none: [3, 5] },
  ],
  ['a colleague before, the bot since, a restart', 'C H C B R2 C', { unanswered: [5], all: [0, 5], none: [5] }],
  ['several READs in one receipt', 'C C C R0,2', { unanswered: [1], all: [1], none: [] }],
  ['a receipt may name what is not there', 'C R7,0', { unanswered: [], all: [], none: [] }],
  ['handed to a human and back', 'C B R0 C H C H C', { unanswered: [7], all: [3, 5, 7], none: [] }],
  ['handed back, then a restart', 'C B R0 C H C B C', { unanswered: [5, 7], all: [3, 5, 7], none: [7] }],
  ['handed back twice', 'C B R0 H C B R4 H C H C', { unanswered: [10], all: [8, 10], none: [] }],
  ['a bot beside the assigned human keeps its place', 'C b H C H', { unanswered: [0, 3], all: [0, 3], none: [3] }],
  ['a survey of its own', 'B C', { unanswered: [1], all: [1], none: [1] }],
];

describe('unanswered', () => {
  for (const [what, record, expected] of table) {
    for (const onJoin of ['unanswered', 'all', 'none'] as const) {
      it(`finds ${onJoin}: ${what} (${record})`, () => {
        expect(unanswered(read(record), bot, onJoin).map(({ sequence }) => sequence)).to.deep.equal(expected[onJoin]);
      });
    }
  }

  it('knows the bot by either of its ids', () => {
    const byPid = read('C B R0').map((event) => {
      const { originatorId, ...rest } = event;
      return originatorId === bot.oldId ? { ...rest, originatorPid: 'bot-pid' } : event;
    });
    expect(unanswered(byPid, bot, 'unanswered')).to.deep.equal([]);
  });
});

describe('Backlog', () => {
  it('keeps only so many events, and the numbers of all', () => {
    const backlog = new Backlog(bot, 'unanswered', 2);
    for (const event of read('C C C C R0')) backlog.add(event);
    expect(backlog.pending()).to.deep.equal([1, 2, 3]);
    expect(backlog.bodies().map(({ sequence }) => sequence)).to.deep.equal([1]);
  });

  it('tells whether the bot was here and has read', () => {
    const facts = (record: string): readonly boolean[] => {
      const backlog = new Backlog(bot, 'unanswered');
      for (const event of read(record)) backlog.add(event);
      return [backlog.returning, backlog.hasRead];
    };
    expect(facts('C H')).to.deep.equal([false, false]);
    expect(facts('C B')).to.deep.equal([true, false]);
    expect(facts('C R0')).to.deep.equal([true, true]);
  });
});
