import { expect } from 'chai';
import { liveperson, oauth1, UnexpectedAnswerError } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { EchoBot } from '../e2e/echo-bot.js';
import { Desk, refusalOf } from './desk.js';

const lastHour = ({ clock }: Desk): { from: Date; to: Date } => ({
  from: new Date(clock.now() - 3_600_000),
  to: new Date(clock.now()),
});

describe('The history of conversations', () => {
  it('R53 holds a conversation that was closed, for a bearer and for an API key', async () => {
    await using desk = await Desk.open();
    const consumer = desk.simulator.consumer();
    await consumer.says('hello');
    const id = consumer.conversationId ?? '';
    await consumer.close({ survey: false });
    const keys = desk.simulator.admin.createApiKey(['history']);
    const signed = desk.also({ authorizer: oauth1(keys, { timestamp: () => Math.floor(desk.clock.now() / 1_000) }) });
    for (const { history } of [desk.services, signed]) {
      const { total, conversations } = await history.search({ ...lastHour(desk), filter: { status: ['CLOSE'] } });
      expect(total).to.equal(1);
      expect(conversations[0]).to.include({ id, status: 'CLOSE' });
      expect(conversations[0]?.endedAt).to.be.instanceOf(Date);
      expect(JSON.stringify(conversations[0]?.fields['messageRecords'])).to.include('hello');
    }
    const open = await desk.services.history.search({ ...lastHour(desk), filter: { status: ['OPEN'] } });
    expect(open).to.deep.equal({ total: 0, conversations: [] });
    await consumer.leave();
  });

  it('R53 is given page by page, in the order that was asked for', async () => {
    await using desk = await Desk.open();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const consumer = desk.simulator.consumer();
      ids.push(await consumer.startConversation());
      await consumer.leave();
      desk.clock.advance(1_000);
    }
    const { history } = desk.services;
    const pages = [0, 2].map((offset) => history.search({ ...lastHour(desk), offset, limit: 2, sort: 'start:asc' }));
    const found = (await Promise.all(pages)).map(({ conversations }) => conversations.map(({ id }) => id));
    expect(found).to.deep.equal([ids.slice(0, 2), ids.slice(2)]);
    const [newest] = (await history.search({ ...lastHour(desk), limit: 1 })).conversations;
    expect(newest?.id).to.equal(ids[2]);
    expect(newest?.endedAt).to.equal(undefined);
  });

  it('R53 is not asked for what it would refuse', async () => {
    await using desk = await Desk.open();
    const { from, to } = lastHour(desk);
    const { history } = desk.services;
    const year = new Date(from.getTime() - 366 * 86_400_000);
    expect(await refusalOf(history.search({ from: year, to }))).to.include({ code: 'CONFIGURATION', option: 'to' });
    expect(await refusalOf(history.search({ from: to, to: from }))).to.include({ option: 'to' });
    expect(await refusalOf(history.search({ from, to, limit: 101 }))).to.include({ option: 'limit' });
    expect(await refusalOf(history.search({ from, to, offset: -1 }))).to.include({ option: 'offset' });
    expect(desk.count('/search')).to.equal(0);
  });

  it('R53 takes one bare record for a list, and no records for a fault', async () => {
    await using desk = await Desk.open();
    const body = { conversationHistoryRecords: { info: { conversationId: 'c', endTimeL: -1, startTimeL: '1000' } } };
    desk.simulator.faults.add({ match: { request: '/search' }, action: { answer: { status: 200, body } } });
    const { conversations } = await desk.services.history.search(lastHour(desk));
    expect(conversations[0]).to.deep.include({ id: 'c', startedAt: new Date(1_000) });
    desk.simulator.faults.add({ match: { request: '/search' }, action: { answer: { status: 200, body: [] } } });
    expect(await refusalOf(desk.services.history.search(lastHour(desk)))).to.be.instanceOf(UnexpectedAnswerError);
  });
});

describe('Engagements', () => {
  it('R51 give the ids that a chat is started with, once an agent is there', async () => {
    await using desk = await Desk.open();
    const { engagements } = desk.services;
    const nobody = await engagements.find();
    expect(nobody).to.include({ available: false });
    const { accountId, bots, url: csds } = desk.simulator;
    const bot = new EchoBot(liveperson({ accountId, credentials: bots[0].credentials, csds }), brisk);
    await bot.start();
    const { visitorId, sessionId } = nobody;
    const found = await engagements.find({ visitorId, sessionId, facts: { consumerSections: ['orders'] } });
    expect(found).to.include({
      available: true,
      visitorId,
      sessionId,
      campaignId: '1',
      engagementId: '2',
      validFor: 900_000,
    });
    await bot.stop();
  });
});
