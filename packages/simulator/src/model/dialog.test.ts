import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { testAccount } from './account.test.support.js';
import type { Agent } from './agent.js';
import type { Conversation } from './conversation.js';
import { publish } from './publish.js';
import { queryMessages } from './query-messages.js';

const content = { type: 'ContentEvent', contentType: 'text/plain', message: 'hi' };
const typing = { type: 'ChatStateEvent', chatState: 'COMPOSING' };
const read = (...sequenceList: number[]) => ({ type: 'AcceptStatusEvent', status: 'READ', sequenceList });

describe('Dialog', () => {
  let test: ReturnType<typeof testAccount>;
  let bot: Agent;
  let conversation: Conversation;

  beforeEach(() => {
    test = testAccount();
    bot = test.online();
    conversation = test.start();
    test.account.answerRing(bot, test.ringsOf(bot)[0]?.id ?? '', 'ACCEPTED');
  });

  const say = (
    sender: 'bot' | 'consumer',
    event: Readonly<Record<string, unknown>>,
    audience: 'ALL' | 'AGENTS_AND_MANAGERS' = 'ALL',
  ) =>
    publish(test.account, sender === 'bot' ? bot : conversation.consumer, {
      dialogId: conversation.id,
      event,
      audience,
    });

  it('counts content and receipts of all sides with one counter from 0', () => {
    const sequences = [say('consumer', content), say('bot', read(0)), say('bot', content)].map(
      ({ sequence }) => sequence,
    );
    expect(sequences).to.deep.equal([0, 1, 2]);
  });

  it('gives typing no number and keeps it out of the history', () => {
    expect(say('consumer', typing).sequence).to.equal(undefined);
    expect(say('consumer', content).sequence).to.equal(0);
    expect(conversation.main.events).to.have.lengthOf(1);
  });

  it('counts what others said as unread until it is read', () => {
    say('consumer', content);
    say('consumer', content);
    expect(conversation.main.unreadOf(bot)).to.equal(2);
    expect(conversation.main.unreadOf(conversation.consumer)).to.equal(0);
    say('bot', read(0));
    expect(conversation.main.unreadOf(bot)).to.equal(1);
  });

  it('says when an answer is due from the oldest unanswered message on', () => {
    expect(conversation.effectiveTtr).to.equal(-1);
    const asked = test.clock.now();
    say('consumer', content);
    test.clock.advance(1_000);
    say('consumer', content);
    expect(conversation.effectiveTtr).to.equal(asked + 600_000);
    say('bot', content, 'AGENTS_AND_MANAGERS');
    expect(conversation.effectiveTtr).to.equal(asked + 600_000);
    say('bot', content);
    expect(conversation.effectiveTtr).to.equal(-1);
  });

  it('refuses events of those who take no part, and every event once it is closed', () => {
    const stranger = test.online();
    const publication = { dialogId: conversation.id, event: content, audience: 'ALL' } as const;
    expect(() => publish(test.account, stranger, publication)).to.throw('does not take part');
    conversation.close({ at: test.clock.now(), by: 'CONSUMER' });
    expect(() => say('bot', content)).to.throw('Bad Request, Conversation is close');
  });

  describe('history', () => {
    const everything = { newerThanSequence: 0, olderThanSequence: Infinity, maxQuantity: Infinity };
    const query = (more: Partial<typeof everything> = {}) =>
      queryMessages(test.account, bot, { dialogId: conversation.id, ...everything, ...more }).map(
        ({ sequence }) => sequence,
      );

    beforeEach(() => {
      for (let count = 0; count < 5; count += 1) say('consumer', content);
    });

    it('begins after newerThanSequence, but at 0 for 0', () => {
      expect(query()).to.deep.equal([0, 1, 2, 3, 4]);
      expect(query({ newerThanSequence: 2 })).to.deep.equal([3, 4]);
    });

    it('ends before olderThanSequence', () => {
      expect(query({ olderThanSequence: 3 })).to.deep.equal([0, 1, 2]);
    });

    it('gives a page from the older end', () => {
      expect(query({ newerThanSequence: 1, maxQuantity: 2 })).to.deep.equal([2, 3]);
    });

    it('is refused to an agent who takes no part', () => {
      const stranger = test.online();
      expect(() => queryMessages(test.account, stranger, { dialogId: conversation.id, ...everything })).to.throw(
        'does not take part',
      );
    });
  });
});
