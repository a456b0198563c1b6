import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { colleague, consumer, described, gone, id, main, self, upsert } from './described.test.support.js';
import { Roster } from './roster.js';

const others = {
  participants: [
    { id: consumer, role: 'CONSUMER' },
    { id: colleague, role: 'ASSIGNED_AGENT' },
  ],
  dialogs: [main({ participants: [{ id: colleague, role: 'ASSIGNED_AGENT', state: 'ACTIVE' }] })],
};

let roster: Roster;
beforeEach(() => {
  roster = new Roster({ self: () => self });
});

describe('Roster', () => {
  it('tells once that this bot has joined', () => {
    expect(roster.apply(upsert())?.type).to.equal('joined');
    expect(roster.apply(upsert({ metaDataLastUpdateTs: 2_000 }))?.type).to.equal('updated');
    expect([roster.size, roster.get(id)?.myRole]).to.deep.equal([1, 'ASSIGNED_AGENT']);
  });

  it('drops a notification that is older than the last one', () => {
    roster.apply(upsert({ metaDataLastUpdateTs: 2_000, skillId: '301' }));
    expect(roster.apply(upsert({ metaDataLastUpdateTs: 1_999, skillId: '300' }))).to.equal(undefined);
    expect(roster.get(id)?.snapshot.skillId).to.equal('301');
  });

  it('does not bring back by late news what is gone', () => {
    roster.apply(upsert());
    expect(roster.apply(gone({ metaDataLastUpdateTs: 3_000 }))?.type).to.equal('left');
    expect(roster.apply(upsert({ metaDataLastUpdateTs: 2_000 }))).to.equal(undefined);
    expect([roster.size, roster.seen.size]).to.deep.equal([0, 0]);
  });

  it('takes back a conversation that returns', () => {
    roster.apply(upsert());
    roster.apply(gone({ metaDataLastUpdateTs: 3_000 }));
    expect(roster.apply(upsert({ metaDataLastUpdateTs: 4_000 }))?.type).to.equal('joined');
  });

  it('tells a close from a transfer', () => {
    roster.apply(upsert());
    const closed = gone({ metaDataLastUpdateTs: 2_000, state: 'CLOSE', stage: 'CLOSE', closeReason: 'CONSUMER' });
    expect(roster.apply(closed)?.type).to.equal('closed');
    roster.apply(upsert({ metaDataLastUpdateTs: 3_000 }));
    expect(roster.apply(gone({ metaDataLastUpdateTs: 4_000, skillId: '301' }))?.type).to.equal('left');
  });

  it('holds what it is shown of others apart from its own', () => {
    const event = roster.apply(upsert(others));
    expect(event).to.include({ type: 'updated' }).and.not.have.property('before');
    expect([roster.size, roster.seen.size]).to.deep.equal([0, 1]);
    expect(roster.apply(upsert({ metaDataLastUpdateTs: 2_000 }))?.type).to.equal('joined');
    expect(roster.apply(upsert({ ...others, metaDataLastUpdateTs: 3_000 }))?.type).to.equal('left');
    expect([roster.size, roster.seen.size]).to.deep.equal([0, 1]);
  });

  it('says who came and who went', () => {
    roster.apply(upsert());
    const manager = { id: colleague, role: 'MANAGER' };
    const joined = roster.apply(
      upsert({ metaDataLastUpdateTs: 2_000, participants: [...described().participants, manager] }),
    );
    expect(joined?.arrived.map((one) => one.id)).to.deep.equal([colleague]);
    const left = roster.apply(upsert({ metaDataLastUpdateTs: 3_000 }));
    expect(left?.departed.map((one) => one.role)).to.deep.equal(['MANAGER']);
  });

  it('takes no part while it is only suggested', () => {
    const suggested = main({ participants: [{ id: self.oldId, role: 'ASSIGNED_AGENT', state: 'SUGGESTED' }] });
    expect(roster.apply(upsert({ dialogs: [suggested] }))?.type).to.equal('updated');
    expect(roster.size).to.equal(0);
  });

  it('takes part in a survey that names it in the dialog alone', () => {
    const survey = main({
      id: 'survey',
      type: 'POST_SURVEY',
      participants: [{ id: self.oldId, role: 'AGENT', state: 'ACTIVE' }],
    });
    const dialogs = [main({ state: 'CLOSE' }), survey];
    const event = roster.apply(upsert({ state: 'CLOSE', participants: [{ id: consumer, role: 'CONSUMER' }], dialogs }));
    expect(event?.type).to.equal('joined');
    expect(event?.record).to.include({ myRole: 'AGENT', currentDialogId: 'survey' });
    expect(event?.record.myDialogs).to.deep.equal(['survey']);
  });

  it('forgets what a full snapshot does not show, and gives back its own', () => {
    roster.apply(upsert());
    roster.apply({ type: 'UPSERT', conversation: { ...described(others), id: 'another' } });
    expect(roster.retain(new Set(['another'])).map(({ snapshot }) => snapshot.id)).to.deep.equal([id]);
    expect(roster.retain(new Set())).to.deep.equal([]);
    expect(roster.seen.size).to.equal(0);
  });
});
