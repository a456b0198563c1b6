import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, type Conversation, type Message, OnConversation, OnMessage } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from './brisk.js';
import { Door } from './door.js';
import { EchoBot } from './echo-bot.js';
import { conversationOf, readByBrand, saidByBrand } from './record.js';
import { until } from './until.js';
import { wayTo } from './way-to.js';

/** These tests talk faster than people do, which looks like two bots talking to each other. */
const talkative = { ...brisk, loop: { replies: Infinity } };

describe('A conversation', () => {
  it('is accepted, greeted and answered', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();

    await consumer.says('Is anybody there?');
    await consumer.hears('Hello!');
    await consumer.hears('You said: Is anybody there?');

    const { participants } = conversationOf(simulator, consumer.conversationId);
    expect(participants.find(({ role }) => role === 'ASSIGNED_AGENT')?.id).to.equal(simulator.bots[0].oldId);
    expect([...bot.conversations.keys()]).to.deep.equal([consumer.conversationId]);
    expect(bot.greeted).to.deep.equal([consumer.conversationId]);
  });

  it('is answered from its opening question on, although the bot came later', async () => {
    await using simulator = await startSimulator();
    const consumer = simulator.consumer();
    await consumer.says('Where is my order?');
    await consumer.says('It is number 17.');

    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    await consumer.hears('You said: It is number 17.');

    expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal([
      'Hello!',
      'You said: Where is my order?',
      'You said: It is number 17.',
    ]);
  });

  it('keeps the order of a hundred messages', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), talkative);
    await bot.start();
    const consumer = simulator.consumer();
    const texts = Array.from({ length: 100 }, (_, index) => `message ${index}.`);

    for (const text of texts) await consumer.says(text);
    await consumer.hears('You said: message 99.');

    const answers = texts.map((text) => `You said: ${text}`);
    expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(['Hello!', ...answers]);
  });

  it('is served beside others, one message at a time', async () => {
    const people = 20;
    const each = 5;
    await using simulator = await startSimulator();
    const crowded = new Door();
    const running = new Map<string, number>();
    let overlaps = 0;

    class CrowdBot extends Bot {
      @OnMessage()
      async answer(message: Message): Promise<void> {
        const { dialogId } = message;
        running.set(dialogId, (running.get(dialogId) ?? 0) + 1);
        if (running.get(dialogId) !== 1) overlaps += 1;
        if (running.size === people) crowded.open();
        await crowded.opened;
        await message.reply(`You said: ${message.text}`);
        running.set(dialogId, 0);
      }
    }

    await using bot = new CrowdBot(wayTo(simulator), talkative);
    await bot.start();
    const consumers = Array.from({ length: people }, () => simulator.consumer());
    const texts = Array.from({ length: each }, (_, index) => `message ${index}.`);
    await Promise.all(
      consumers.map(async (consumer) => {
        for (const text of texts) await consumer.says(text);
        await consumer.hears(`You said: ${texts.at(-1)}`);
      }),
    );

    expect(overlaps).to.equal(0);
    for (const { conversationId } of consumers) {
      expect(saidByBrand(simulator, conversationId)).to.deep.equal(texts.map((text) => `You said: ${text}`));
    }
  });

  it('does not make the bot answer itself', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    for (const text of ['one', 'two', 'three']) {
      await consumer.says(text);
      await consumer.hears(`You said: ${text}`);
    }
    expect(bot.handled).to.deep.equal(['one', 'two', 'three']);
  });

  it('shows the consumer which messages were handled', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    const first = await consumer.says('one');
    const second = await consumer.says('two');

    await until('the consumer sees both messages marked READ', () => {
      const read = consumer.events.flatMap(({ event }) =>
        event.type === 'AcceptStatusEvent' && event.status === 'READ' ? event.sequenceList : [],
      );
      return read.includes(first) && read.includes(second);
    });
  });

  it('is handed over to a skill, and ends for the bot', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    const opening = await consumer.says('one');
    await consumer.hears('You said: one');

    await consumer.says('human');
    await until('the conversation has ended for the bot', () => bot.closed.length > 0);

    const { id, skillId, stage, participants } = conversationOf(simulator, consumer.conversationId);
    expect({ skillId, stage }).to.deep.equal({ skillId: '300000001', stage: 'OPEN' });
    expect(participants.map(({ role }) => role)).to.deep.equal(['CONSUMER']);
    expect(bot.closed).to.deep.equal([id]);
    expect(bot.conversations.has(id)).to.equal(false);
    expect(readByBrand(simulator, id)).to.include(opening);
  });

  it('is closed by the bot', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('bye');
    await until('the conversation has ended for the bot', () => bot.closed.length > 0);

    const { id, stage, closeReason } = conversationOf(simulator, consumer.conversationId);
    expect({ stage, closeReason }).to.deep.equal({ stage: 'CLOSE', closeReason: 'AGENT' });
    expect(bot.closed).to.deep.equal([id]);
    expect(bot.conversations.size).to.equal(0);
  });

  it('is closed by the consumer', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    await consumer.close({ survey: false });
    await until('the conversation has ended for the bot', () => bot.closed.length > 0);

    expect(bot.closed).to.deep.equal([consumer.conversationId]);
    expect(bot.conversations.size).to.equal(0);
  });

  it('begins anew when the consumer comes back', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const first = consumer.conversationId;
    await consumer.close({ survey: false });
    await until('the conversation has ended for the bot', () => bot.closed.length > 0);

    const second = await consumer.startConversation();
    await consumer.says('two');
    await consumer.hears('You said: two');
    expect(bot.greeted).to.deep.equal([first, second]);
  });

  it('can be read and changed by its handler', async () => {
    await using simulator = await startSimulator();
    const seen: unknown[] = [];

    class ClerkBot extends Bot {
      @OnConversation()
      async look(conversation: Conversation): Promise<void> {
        await conversation.setNote('asks for a bill');
        await conversation.setTtr('URGENT');
        await conversation.send('for colleagues only', { private: true });
        await conversation.typing();
      }

      @OnMessage()
      async recall(message: Message): Promise<void> {
        const { conversation, from, id, sequence, dialogId } = message;
        const history = await conversation.history();
        const { state, stage, myRole, consumer } = conversation;
        seen.push({ state, stage, myRole, asks: consumer?.id, from: from.id, id: id === `${dialogId}:${sequence}` });
        await message.reply(`${history.map(({ text }) => text).join(', ')}.`);
      }
    }

    await using bot = new ClerkBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('my bill');
    await consumer.hears('my bill, for colleagues only.');

    const { note, ttr, dialogs } = conversationOf(simulator, consumer.conversationId);
    expect({ note, ttr: ttr.ttrType }).to.deep.equal({ note: 'asks for a bill', ttr: 'URGENT' });
    expect(dialogs[0]?.events.map(({ audience }) => audience)).to.include('AGENTS_AND_MANAGERS');
    expect(consumer.transcript.map(({ text }) => text)).not.to.include('for colleagues only');
    expect(consumer.events.some(({ event }) => event.type === 'ChatStateEvent')).to.equal(true);
    const party = { asks: consumer.id, from: consumer.id };
    expect(seen).to.deep.equal([{ state: 'OPEN', stage: 'OPEN', myRole: 'ASSIGNED_AGENT', ...party, id: true }]);
  });

  it('can be spoken to outside a handler', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');

    const sequence = await bot.conversations.get(consumer.conversationId ?? '')?.send('Your parcel has arrived.');
    const heard = await consumer.hears('Your parcel has arrived.');
    expect(heard.sequence).to.equal(sequence);
  });
});
