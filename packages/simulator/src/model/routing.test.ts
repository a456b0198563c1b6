import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { Refusal } from '../refusal.js';
import { testAccount } from './account.test.support.js';

describe('Routing', () => {
  let test: ReturnType<typeof testAccount>;

  beforeEach(() => {
    test = testAccount();
  });

  it('rings an agent who is online and has the skill, and nobody else', () => {
    const bot = test.online();
    const stranger = test.online({ skills: ['200'] });
    const idle = test.addAgent();
    const conversation = test.start();
    const [ring] = test.ringsOf(bot);
    expect(ring?.id).to.equal(`${conversation.id}_12345678_${ring?.createdAt}`);
    expect([...test.ringsOf(stranger), ...test.ringsOf(idle)]).to.deep.equal([]);
  });

  it('rings anybody for skill -1', () => {
    const person = test.online({ skills: ['200'] });
    test.start('-1');
    expect(test.ringsOf(person)).to.have.lengthOf(1);
  });

  it('assigns the conversation to the agent who accepts', () => {
    const bot = test.online();
    const conversation = test.start();
    test.account.answerRing(bot, test.ringsOf(bot)[0]?.id ?? '', 'ACCEPTED');
    expect(conversation.main.assigned).to.equal(bot);
    expect(test.ringsOf(bot)).to.deep.equal([]);
    const states = test.told.flatMap((event) => (event.type === 'ringChanged' ? [event.ring.state] : []));
    expect(states.at(-1)).to.equal('ACCEPTED');
    expect(test.told.at(-1)?.type).to.equal('conversationChanged');
  });

  it('passes a rejected ring on to the next agent', () => {
    const [first, second] = [test.online(), test.online()];
    test.start();
    test.account.answerRing(first, test.ringsOf(first)[0]?.id ?? '', 'REJECTED');
    expect(test.ringsOf(second)).to.have.lengthOf(1);
    expect(test.ringsOf(first)).to.deep.equal([]);
  });

  it('lets a ring expire after 72 s and rings the next agent', () => {
    const [first, second] = [test.online(), test.online()];
    test.start();
    const [ring] = test.ringsOf(first);
    test.clock.advance(71_999);
    expect(ring?.state).to.equal('WAITING');
    test.clock.advance(1);
    expect(ring?.state).to.equal('EXPIRED');
    expect(test.ringsOf(second)).to.have.lengthOf(1);
  });

  it('rings again after a pause once everybody has declined', () => {
    const bot = test.online();
    test.start();
    test.account.answerRing(bot, test.ringsOf(bot)[0]?.id ?? '', 'REJECTED');
    test.clock.advance(4_999);
    expect(test.ringsOf(bot)).to.deep.equal([]);
    test.clock.advance(1);
    expect(test.ringsOf(bot)).to.have.lengthOf(1);
  });

  it('refuses an answer to a ring that no longer waits, or waits for somebody else', () => {
    const [bot, other] = [test.online(), test.online()];
    test.start();
    const id = test.ringsOf(bot)[0]?.id ?? '';
    expect(() => test.account.answerRing(other, id, 'ACCEPTED')).to.throw(Refusal);
    test.clock.advance(72_000);
    expect(() => test.account.answerRing(bot, id, 'ACCEPTED')).to.throw(Refusal);
  });

  it('offers a waiting conversation as soon as somebody comes online', () => {
    const bot = test.addAgent();
    test.start();
    expect(test.ringsOf(bot)).to.deep.equal([]);
    test.account.setAvailability(bot, 'ONLINE');
    expect(test.ringsOf(bot)).to.have.lengthOf(1);
  });

  it('rings nobody beyond his capacity', () => {
    const bot = test.online({ capacity: 2 });
    test.start();
    test.start();
    test.start();
    expect(test.ringsOf(bot)).to.have.lengthOf(2);
  });

  it('shares rings out evenly', () => {
    const agents = [test.online(), test.online()];
    test.start();
    test.start();
    expect(agents.map((agent) => test.ringsOf(agent).length)).to.deep.equal([1, 1]);
  });

  it('takes the rings of an agent whose last socket is gone to the next, and leaves him his conversations', () => {
    const bot = test.online();
    const held = test.start();
    test.account.answerRing(bot, test.ringsOf(bot)[0]?.id ?? '', 'ACCEPTED');
    test.start();
    const other = test.online();
    test.account.agentDisconnected(bot);
    expect(bot.availability).to.equal('OFFLINE');
    expect(test.ringsOf(bot)).to.deep.equal([]);
    expect(test.ringsOf(other)).to.have.lengthOf(1);
    expect(held.main.assigned).to.equal(bot);
  });

  it('leaves no alarm behind when it is stopped', () => {
    const bot = test.online();
    test.start();
    const [ring] = test.ringsOf(bot);
    test.account.stop();
    test.clock.advance(1_000_000);
    expect(ring?.state).to.equal('WAITING');
  });
});
