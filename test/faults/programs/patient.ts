import { Bot, type Message, OnMessage, OnSession, run } from 'holdfast';
import { tenth } from '../support/tenth.js';

/** Says on standard output what it does, and can be slow in every way there is. */
class PatientBot extends Bot {
  @OnSession('live')
  noteLive(): void {
    process.stdout.write('is live\n');
  }

  @OnSession('interrupted')
  noteLoss(): void {
    process.stdout.write('is interrupted\n');
  }

  @OnMessage('slow')
  async slow(message: Message): Promise<void> {
    process.stdout.write('is slow\n');
    await new Promise((resolve) => setTimeout(resolve, 700));
    await message.reply('That took a while.');
  }

  @OnMessage('hang')
  hang(): Promise<void> {
    process.stdout.write('hangs\n');
    return new Promise(() => undefined);
  }

  @OnMessage('block')
  async block(message: Message): Promise<void> {
    process.stdout.write('blocks\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_500);
    await message.reply('Here I am again.');
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}

const { FAULTS_TENTH, FAULTS_REFRESH = '30000', FAULTS_DRAIN = '10000' } = process.env;

await run(PatientBot, {
  drainTimeout: Number(FAULTS_DRAIN),
  receiptDelay: 10,
  ...(FAULTS_TENTH === undefined ? {} : { session: { ...tenth, refresh: { every: Number(FAULTS_REFRESH) } } }),
});
