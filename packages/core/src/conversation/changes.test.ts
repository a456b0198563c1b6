import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ConversationSnapshot } from '../protocol/conversation-change.js';
import { changeNames, changesBetween } from './changes.js';
import { colleague, consumer, described, main, self } from './described.test.support.js';
import { ConversationRecord } from './record.js';

const recordOf = (more: Partial<ConversationSnapshot>): ConversationRecord =>
  new ConversationRecord(described(more), self);

const between = (before: Partial<ConversationSnapshot>, after: Partial<ConversationSnapshot>) =>
  changesBetween(recordOf(before), recordOf(after));

const person = { id: consumer, role: 'CONSUMER' };
const waiting = { participants: [person], dialogs: [main({ participants: [] })] };
const survey = main({ id: 'survey', type: 'POST_SURVEY', participants: [] });

describe('changesBetween', () => {
  it('finds none where nothing has changed', () => {
    expect(between({}, { metaDataLastUpdateTs: 2_000, unread: { a: 1 } })).to.deep.equal([]);
  });

  const single: readonly (readonly [string, Partial<ConversationSnapshot>, Partial<ConversationSnapshot>, object])[] = [
    ['skill', { skillId: '300' }, { skillId: '301' }, { from: '300', to: '301' }],
    ['note', {}, { note: 'a bill' }, { to: 'a bill' }],
    ['topic', { topic: 'a' }, { topic: 'b' }, { from: 'a', to: 'b' }],
    [
      'ttr',
      { ttr: { type: 'NORMAL', seconds: 600 } },
      { ttr: { type: 'URGENT', seconds: 300 } },
      { from: { type: 'NORMAL', seconds: 600 }, to: { type: 'URGENT', seconds: 300 } },
    ],
    ['effectiveTtr', {}, { effectiveTtr: 5_000 }, { to: new Date(5_000) }],
    ['manualEttr', { manualEttr: 5_000 }, {}, { from: new Date(5_000) }],
    ['delay', {}, { delay: { type: 'NIGHT', until: 5_000 } }, { to: { type: 'NIGHT', until: new Date(5_000) } }],
    ['csat', {}, { csat: { csatRate: 5 } }, { to: { csatRate: 5 } }],
  ];
  for (const [change, before, after, values] of single) {
    it(`tells of ${change}, with what was before and what is now`, () => {
      expect(between(before, after)).to.deep.equal([{ change, ...values }]);
    });
  }

  it('tells that the consumer goes by another id', () => {
    const known = { participants: [{ id: 'signed-in', role: 'CONSUMER' }, ...described().participants.slice(1)] };
    const [change] = between({}, known);
    expect(change).to.have.nested.include({ change: 'consumer', 'from.id': consumer, 'to.id': 'signed-in' });
  });

  it('tells that it went back to a queue', () => {
    const changes = between({}, waiting);
    expect(changes.map(({ change }) => change)).to.deep.equal(['assigned', 'role', 'queued']);
    expect(changes.at(-1)).to.have.nested.include({ 'from.id': self.oldId });
  });

  it('tells to whom it was handed, and to whom it is offered', () => {
    const handed = [person, { id: colleague, role: 'ASSIGNED_AGENT' }];
    const dialogs = [main({ participants: [{ id: colleague, role: 'ASSIGNED_AGENT', state: 'ACTIVE' }] })];
    const [assigned] = between({}, { participants: handed, dialogs });
    expect(assigned).to.have.nested.include({ change: 'assigned', 'from.id': self.oldId, 'to.id': colleague });
    const offer = [main({ participants: [{ id: colleague, role: 'ASSIGNED_AGENT', state: 'SUGGESTED' }] })];
    const suggested = between(waiting, { ...waiting, dialogs: offer });
    expect(suggested).to.have.length(1);
    expect(suggested[0]).to.have.nested.include({ change: 'suggested', 'to.id': colleague });
  });

  it('tells of dialogs that open and close, and of the end with its reason', () => {
    const closed = main({ state: 'CLOSE', closedBy: 'AGENT' });
    const parts = between({}, { state: 'CLOSE', dialogs: [closed, survey] });
    expect(parts.map(({ change }) => change)).to.deep.equal(['dialogClosed', 'dialogOpened']);
    const end = between(
      { state: 'CLOSE', dialogs: [closed, survey] },
      { state: 'CLOSE', stage: 'CLOSE', closeReason: 'TIMEOUT', dialogs: [closed, { ...survey, state: 'CLOSE' }] },
    );
    expect(end.map(({ change, to }) => [change, typeof to === 'string' ? to : ''])).to.deep.equal([
      ['dialogClosed', ''],
      ['closed', 'TIMEOUT'],
    ]);
  });

  it('takes a description that names nobody for an end and nothing else', () => {
    const bare = { participants: [], dialogs: [] };
    expect(between({ note: 'a' }, bare)).to.deep.equal([]);
    expect(between({ note: 'a' }, { ...bare, stage: 'CLOSE', closeReason: 'AGENT' })).to.deep.equal([
      { change: 'closed', to: 'AGENT' },
    ]);
  });

  it('does not take dialogs that were left out for dialogs that opened', () => {
    expect(between({ dialogs: [] }, {})).to.deep.equal([]);
  });

  it('has a name for each of them', () => {
    const named = [...single.map(([change]) => change), 'consumer', 'assigned', 'queued', 'role', 'suggested'];
    expect([...changeNames].sort()).to.deep.equal([...named, 'dialogOpened', 'dialogClosed', 'closed'].sort());
  });
});
