import { NotHeardError } from '@holdfast/consumer';
import { expect } from 'chai';
import {
  Bot,
  button,
  card,
  type Conversation,
  type Message,
  OnClick,
  OnConversation,
  OnMessage,
  publish,
  quickReplies,
  reply,
  RequestRefusedError,
  StoppedError,
} from 'holdfast';
import { describe, it } from 'mocha';
import { ConsumerScene } from './consumer-scene.js';
import { rejection } from './rejection.js';
import { until } from './until.js';

/** Offers things to tap, whispers to its colleagues, and remembers what it was told. */
class ShopBot extends Bot {
  readonly clicked: string[] = [];
  readonly heard: string[] = [];

  @OnConversation()
  async greet(conversation: Conversation): Promise<void> {
    await conversation.send('Welcome', {
      quickReplies: quickReplies([reply('Prices'), reply('Opening hours', { id: 'hours' })]),
    });
  }

  @OnMessage('offer')
  async offer(message: Message): Promise<void> {
    await message.reply(card({ title: 'Tea', buttons: [button('Buy', publish('I buy it'), { id: 'buy-1' })] }));
  }

  @OnMessage('whisper')
  async whisper(message: Message): Promise<void> {
    await message.conversation.send('not for consumers', { private: true });
    await message.reply('for consumers');
  }

  @OnClick('buy-1')
  async sell(message: Message): Promise<void> {
    this.clicked.push('buy-1');
    await message.reply('Sold');
  }

  @OnMessage()
  async other(message: Message): Promise<void> {
    this.heard.push(message.text);
    await message.reply(`Noted: ${message.text}`);
  }
}

describe('A bot and a real consumer', () => {
  it('talk: a greeting, a question, an answer, and an end', async () => {
    await using scene = await ConsumerScene.live();
    const conversation = await scene.consumer.ask('hi', { ttr: 'URGENT' });
    expect(scene.consumer.conversation).to.equal(conversation);
    await conversation.hears('Hello!');
    const answer = await conversation.hears(/^You said: (.*)$/);
    expect(answer).to.include({ text: 'You said: hi', role: 'ASSIGNED_AGENT' });
    expect(scene.simulator.conversations[0]?.ttr.ttrType).to.equal('URGENT');
    await conversation.close({ survey: false });
    await conversation.ends();
    expect(conversation.closeReason).to.equal('CONSUMER');
    expect(scene.consumer.conversation).to.equal(undefined);
    await until('the bot has heard of it', () => scene.bot.closed.length === 1);
  });

  it('tap, type and read', async () => {
    await using scene = await ConsumerScene.live({ bot: ShopBot });
    const conversation = await scene.consumer.ask('offer');
    await conversation.hears('Welcome');
    await conversation.hears('Buy');
    await conversation.typing();
    await conversation.taps('Buy');
    await conversation.hears('Sold');
    expect(scene.bot.clicked).to.deep.equal(['buy-1']);
    await conversation.taps('Prices');
    await conversation.hears('Noted: Prices');
    await conversation.reads();
    const kinds = conversation.events.map(({ event }) =>
      event.type === 'AcceptStatusEvent' ? event.status : event.type,
    );
    expect(kinds).to.include.members(['ACTION', 'READ', 'ContentEvent', 'RichContentEvent']);
    expect(await rejection(conversation.taps('Nothing of the kind'))).to.be.instanceOf(NotHeardError);
  });

  it('do not wait for what only agents may read', async () => {
    await using scene = await ConsumerScene.live({ bot: ShopBot });
    const conversation = await scene.consumer.ask('whisper');
    await conversation.hears('for consumers');
    await conversation.says('go on');
    await conversation.hears('Noted: go on');
    expect(conversation.messages.map(({ text }) => text)).not.to.include('not for consumers');
  });

  it('begin one conversation at a time, as the platform allows', async () => {
    await using scene = await ConsumerScene.live();
    await scene.consumer.open();
    expect(await rejection(scene.consumer.open()))
      .to.be.instanceOf(RequestRefusedError)
      .and.include({ status: 400 });
  });

  it('go on in the next one, when the bot has closed the first', async () => {
    await using scene = await ConsumerScene.live();
    const first = await scene.consumer.ask('bye');
    await first.ends();
    expect(first.closeReason).to.equal('AGENT');
    const second = await scene.consumer.ask('again');
    await second.hears('You said: again');
    expect(second.id).not.to.equal(first.id);
    expect(await rejection(first.says('too late'))).to.be.instanceOf(RequestRefusedError);
  });

  it('tell a test that waits in vain, without the words of anybody', async () => {
    await using scene = await ConsumerScene.live();
    const conversation = await scene.consumer.ask('canary');
    await conversation.hears('You said');
    await conversation.says('canary');
    await until('the answer is there', () => conversation.messages.length === 5);
    const error = await rejection(conversation.hears('something else', { within: 1 }));
    expect(error).to.be.instanceOf(NotHeardError);
    expect(String(error)).to.include('1 other').and.not.to.include('canary');
    const waiting = rejection(conversation.hears('anything else'));
    await scene.consumer.stop();
    expect(await waiting).to.be.instanceOf(StoppedError);
  });

  it('meet again: a consumer that was started anew is the same, and finds his open conversation', async () => {
    await using scene = await ConsumerScene.live();
    const first = await scene.consumer.ask('one');
    await first.hears('You said: one');
    const { id } = scene.consumer;
    await scene.consumer.stop();
    expect(await rejection(first.says('lost'))).to.be.instanceOf(StoppedError);
    await scene.consumer.start();
    expect(scene.consumer.id).to.equal(id).and.not.to.equal(undefined);
    const again = scene.consumer.conversation;
    expect(again?.id).to.equal(first.id);
    expect(again?.messages.map(({ text }) => text)).to.deep.equal(first.messages.map(({ text }) => text));
    await again?.says('two');
    expect((await again?.hears('You said'))?.text, 'not what was said before').to.equal('You said: two');
  });
});
