import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JournalEntry } from '../bot/journal.js';
import { answerTo, WELCOME } from '../bot/lines.js';
import { check } from './check.js';
import type { DialogRecord, RecordedEvent } from './dialog-record.js';
import { excerpt } from './excerpt.js';

const dialogId = 'd';
type Said = Omit<RecordedEvent, 'sequence'>;

const asks = (text: string): Said => ({ by: 'consumer', text });
const says = (text: string): Said => ({ by: 'brand', text });
const answers = (text: string): Said => says(answerTo(text));
const reads = (...read: readonly number[]): Said => ({ by: 'brand', read });
const record = (...events: readonly Said[]): DialogRecord => ({
  dialogId,
  events: events.map((event, sequence) => ({ sequence, ...event })),
});

const begins = (sequence: number, { pid = 1, attempt = 1, redelivered = false } = {}): JournalEntry => ({
  at: 'start',
  pid,
  dialogId,
  sequence,
  attempt,
  redelivered,
});
const ends = (
  sequence: number,
  { pid = 1, attempt = 1, outcome = 'done' }: { pid?: number; attempt?: number; outcome?: 'done' | 'failed' } = {},
): JournalEntry => ({
  at: 'end',
  pid,
  dialogId,
  sequence,
  attempt,
  outcome,
});
const dies = (pid: number): JournalEntry => ({ at: 'died', pid });

const found = (dialog: DialogRecord, journal: readonly JournalEntry[]): readonly string[] =>
  check({ records: [dialog], journals: [journal] }).map(({ promise, sequence }) => `${promise} ${sequence}`);

const calm = [begins(0), ends(0), begins(1), ends(1)];
const good = record(asks('a'), asks('b'), says(WELCOME), answers('a'), answers('b'), reads(0, 1));

describe('The checker', () => {
  it('finds nothing where every promise was kept', () => {
    expect(found(good, calm)).to.deep.equal([]);
  });

  it('allows that the message in hand at a crash is handled again', () => {
    const journal = [begins(0), ends(0), begins(1), dies(1), begins(1, { pid: 2 }), ends(1, { pid: 2 })];
    expect(found(good, journal)).to.deep.equal([]);
  });

  it('allows that a message done before a crash is handled again, if it says so', () => {
    const again = [
      begins(0, { pid: 2, redelivered: true }),
      ends(0, { pid: 2 }),
      begins(1, { pid: 2 }),
      ends(1, { pid: 2 }),
    ];
    expect(found(good, [begins(0), ends(0), dies(1), ...again])).to.deep.equal([]);
  });

  it('allows that a handler fails and is tried again', () => {
    const journal = [begins(0), ends(0, { outcome: 'failed' }), begins(0, { attempt: 2 }), ends(0), begins(1), ends(1)];
    expect(found(good, journal)).to.deep.equal([]);
  });

  const dialogs: readonly (readonly [string, DialogRecord, readonly string[]])[] = [
    ['no answer', record(asks('a'), asks('b'), says(WELCOME), answers('a'), reads(0, 1)), ['lost 1']],
    [
      'two answers',
      record(asks('a'), asks('b'), says(WELCOME), answers('a'), answers('b'), answers('a'), reads(0, 1)),
      ['twice 0'],
    ],
    [
      'answers in the wrong order',
      record(asks('a'), asks('b'), says(WELCOME), answers('b'), answers('a'), reads(0, 1)),
      ['disorder 1'],
    ],
    ['no receipt', record(asks('a'), asks('b'), says(WELCOME), answers('a'), answers('b'), reads(0)), ['lost 1']],
    ['no welcome', record(asks('a'), asks('b'), answers('a'), answers('b'), reads(0, 1)), ['lost 0']],
    [
      'two welcomes',
      record(asks('a'), asks('b'), says(WELCOME), says(WELCOME), answers('a'), answers('b'), reads(0, 1)),
      ['twice 3'],
    ],
  ];
  for (const [name, dialog, expected] of dialogs) {
    it(`sees ${name} in the record`, () => expect(found(dialog, calm)).to.deep.equal(expected));
  }

  const journals: readonly (readonly [string, readonly JournalEntry[], readonly string[]])[] = [
    ['a message that nobody handled, whatever the record says', [begins(0), ends(0)], ['lost 1']],
    ['a message whose handler never ended', [begins(0), ends(0), begins(1), dies(1)], ['lost 1']],
    ['two handlers at once', [begins(0), begins(1), ends(0), ends(1)], ['overlap 1']],
    [
      'a later message begun before the earlier one was done',
      [
        begins(0),
        dies(1),
        begins(1, { pid: 2 }),
        ends(1, { pid: 2 }),
        begins(0, { pid: 2, redelivered: true }),
        ends(0, { pid: 2 }),
      ],
      ['disorder 1'],
    ],
    ['a message that came after a later one', [begins(1), ends(1), begins(0), ends(0)], ['disorder 0']],
    [
      'a message handled again in the same process',
      [...calm, begins(1, { redelivered: true, attempt: 2 }), ends(1)],
      ['twice 1'],
    ],
    [
      'a message handled again after a crash without a mark',
      [...calm, dies(1), begins(1, { pid: 2 }), ends(1, { pid: 2 })],
      ['unmarked 1'],
    ],
  ];
  for (const [name, journal, expected] of journals) {
    it(`sees ${name} in the journal`, () => expect(found(good, journal)).to.deep.equal(expected));
  }

  it('keeps dialogs apart', () => {
    const other = { ...begins(5), dialogId: 'other' } as JournalEntry;
    expect(found(good, [begins(0), other, ends(0), begins(1), ends(1)])).to.deep.equal([]);
  });
});

describe('An excerpt', () => {
  it('shows what stands around a message, and its receipt', () => {
    const fillers = Array.from({ length: 20 }, () => says('x'));
    expect(excerpt([record(asks('a'), says(WELCOME), ...fillers, reads(0))], dialogId, 0)).to.equal(
      [
        '    >     0 consumer a',
        '          1 brand    Welcome!',
        ...[2, 3, 4, 5, 6].map((sequence) => `          ${sequence} brand    x`),
        '         22 brand    READ 0',
      ].join('\n'),
    );
  });
});
