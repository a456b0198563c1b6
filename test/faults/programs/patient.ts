import { Bot, type Message, OnMessage, OnSession, run } from 'holdfast';
import { tenth } from '../support/tenth.js';

const { FAULTS_TENTH, FAULTS_STEADY } = process.env;
const {
  FAULTS_REFRESH = '30000',
  FAULTS_DRAIN = '10000',
  FAULTS_BLOCK = '4500',
  FAULTS_HANDLER = '30000',
} = process.env;

function fail(why: string): never {
  throw new Error(why);
}

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
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(FAULTS_BLOCK));
    await message.reply('Here I am again.');
  }

  /** What ends a process: handled only where the author has mended his bot. */
  @OnMessage(/^(throw|reject|hoard)$/)
  async stumble({ text }: Message): Promise<void> {
    process.stdout.write(`handles ${text}\n`);
    if (FAULTS_STEADY !== undefined) return;
    if (text === 'throw') setTimeout(() => fail('thrown by a timer of the author'));
    if (text === 'reject') void Promise.reject(new Error('rejected where nobody awaits'));
    const hoard: Buffer[] = [];
    while (text === 'hoard') {
      hoard.push(Buffer.alloc(2 ** 20, 1));
      await new Promise(setImmediate);
    }
    await new Promise(() => undefined);
  }

  @OnMessage('chatter')
  async chatter(message: Message): Promise<void> {
    for (let line = 0; line < 20_000; line += 1) {
      this.log.info({ line, text: 'x'.repeat(4_000) }, 'a line');
      if (line % 500 === 0) await new Promise(setImmediate);
    }
    await message.reply('That was a lot.');
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}

await run(PatientBot, {
  drainTimeout: Number(FAULTS_DRAIN),
  handlerTimeout: Number(FAULTS_HANDLER),
  receiptDelay: 10,
  ...(FAULTS_TENTH === undefined ? {} : { session: { ...tenth, refresh: { every: Number(FAULTS_REFRESH) } } }),
});
