import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { ContentError, type Conversation, type HostedFile, isHoldfastError, RequestRefusedError } from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { conversationOf } from '../e2e/record.js';
import { rejection } from '../e2e/rejection.js';
import { until } from '../e2e/until.js';
import { ServingBot, started } from './people.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('A file', () => {
  let simulator: Simulator;
  let bot: ServingBot;
  let consumer: ScriptedConsumer;
  let conversation: Conversation;

  beforeEach(async () => {
    simulator = await startSimulator();
    bot = await started(ServingBot, { simulator });
    consumer = simulator.consumer();
    await consumer.says('hello');
    await until('the bot has joined', () => bot.heard.length > 0);
    conversation = bot.joined[0] ?? expect.fail('Nothing was joined.');
  });

  afterEach(async () => {
    await bot.stop();
    await simulator.stop();
  });

  const asked = (type: string): number => simulator.frames.get(`in ${type}`) ?? 0;

  it('is uploaded, shown with its caption and thumbnail, and downloaded again', async () => {
    const content = await conversation.upload({ bytes: png, caption: 'Our shop', thumbnail: png });
    await conversation.send(content);
    const shown = conversationOf(simulator, conversation.id).dialogs[0]?.events.at(-1)?.event;
    expect(shown).to.include({ contentType: 'hosted/file' });
    const { relativePath, ...facts } = (shown?.['message'] ?? {}) as HostedFile;
    expect(facts).to.deep.equal({
      caption: 'Our shop',
      fileType: 'PNG',
      preview: `data:image/png;base64,${png.toString('base64')}`,
    });

    const [said] = (await conversation.history()).filter(({ file }) => file !== undefined);
    const file = await conversation.download(said ?? expect.fail('History shows no file.'));
    expect(Buffer.from(file.bytes).equals(png)).to.equal(true);
    expect(file).to.include({ caption: 'Our shop', fileType: 'PNG', relativePath });
    expect(asked('.ams.ms.GenerateURLForUploadFile')).to.equal(1);
    expect(asked('.ams.ms.GenerateURLForDownloadFile')).to.equal(1);
  });

  it('of the consumer is read by the handler of its message', async () => {
    const { event } = await conversation.upload({ bytes: png });
    const { relativePath } = event['message'] as HostedFile;
    let read = 0;
    bot.work = async (message) => {
      read = (await message.conversation.download(message)).bytes.length;
      await message.reply('Thank you.');
    };
    await consumer.publish({
      type: 'ContentEvent',
      contentType: 'hosted/file',
      message: { caption: '', relativePath, fileType: 'PNG' },
    });
    await consumer.hears('Thank you.');
    expect(read).to.equal(png.length);
  });

  it('is stored at the second try when the storage has a fault', async () => {
    simulator.faults.add({ match: { request: '/v1/', method: 'PUT' }, action: { answer: { status: 503 } } });
    await bot.stop();
    bot = await started(ServingBot, { simulator, options: { session: { rest: { retryDelays: [10] } } } });
    await until('the bot is back', () => bot.conversations.size > 0);
    const [again] = bot.conversations.values();
    await again?.send((await again?.upload({ bytes: png })) ?? '');
    expect(asked('.ams.ms.GenerateURLForUploadFile')).to.equal(1);
  });

  it('gets a fresh address when the first has expired', async () => {
    simulator.faults.add({ match: { request: '/v1/', method: 'PUT' }, action: { answer: { status: 401 } } });
    await conversation.upload({ bytes: png });
    expect(asked('.ams.ms.GenerateURLForUploadFile')).to.equal(2);
  });

  it('that was never uploaded is a typed error', async () => {
    const path = '/v1/AUTH_async-images/12345678/gone.PNG';
    let error: unknown;
    bot.work = async (message) => {
      error = await rejection(message.conversation.download(message));
      await message.reply('I cannot open it.');
    };
    await consumer.publish({
      type: 'ContentEvent',
      contentType: 'hosted/file',
      message: { caption: '', relativePath: path, fileType: 'PNG' },
    });
    await consumer.hears('I cannot open it.');
    expect(isHoldfastError(error)).to.equal(true);
    expect(error).to.be.instanceOf(RequestRefusedError).and.include({ status: 500 });
  });

  for (const [what, file] of [
    ['is too large', { bytes: Buffer.concat([png, Buffer.alloc(4_000_000)]) }],
    ['is no picture', { bytes: Buffer.from('%PDF-1.7') }],
  ] as const) {
    it(`that ${what} leaves nothing behind`, async () => {
      const before = conversationOf(simulator, conversation.id).dialogs[0]?.events.length;
      expect(await rejection(conversation.upload(file))).to.be.instanceOf(ContentError);
      expect(asked('.ams.ms.GenerateURLForUploadFile')).to.equal(0);
      expect(conversationOf(simulator, conversation.id).dialogs[0]?.events.length).to.equal(before);
    });
  }

  it('is no address of another host, whatever the platform says', async () => {
    simulator.faults.add({
      match: { frame: 'toServer', type: 'GenerateURLForUploadFile' },
      action: { answer: { code: 200, body: { relativePath: '//evil.test/x', queryParams: {} } } },
    });
    const error = await rejection(conversation.upload({ bytes: png }));
    expect(error).to.include({ code: 'UNEXPECTED_ANSWER' });
  });

  it('goes to no host that is not trusted', async () => {
    await bot.stop();
    simulator.advertise('files.evil.test', { service: 'swift' });
    bot = await started(ServingBot, { simulator });
    await until('the bot is back', () => bot.conversations.size > 0);
    const error = await rejection([...bot.conversations.values()][0]?.upload({ bytes: png }) ?? Promise.resolve());
    expect(error).to.include({ code: 'DESTINATION_REFUSED', host: 'files.evil.test' });
  });

  it('ends with the bot', async () => {
    simulator.faults.add({ match: { request: '/v1/', method: 'PUT' }, action: 'hang' });
    const error = rejection(conversation.upload({ bytes: png }));
    await until('the transfer has begun', () => simulator.faults.log.length > 0);
    await bot.stop();
    expect(await error).to.include({ code: 'STOPPED' });
  });
});
