import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptedConsumer } from '@holdfast/simulator';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { until } from '../e2e/until.js';
import { repository } from '../repository.js';
import { Cli } from './cli-process.js';

/** State and parent of a process, as /proc tells them. */
function stateOf(pid: number | string): { readonly state: string; readonly parent: number } | undefined {
  try {
    const { state = '', parent } =
      /\) (?<state>\S) (?<parent>\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.groups ?? {};
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

const childrenOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && stateOf(name)?.parent === parent)
    .map(Number);

/** One that has ended and that nobody has asked about yet is not alive. */
const isAlive = (pid: number): boolean => !['Z', 'X', undefined].includes(stateOf(pid)?.state);

describe('holdfast dev', function () {
  this.timeout(60_000);
  let folder = '';

  before(async () => {
    // Within the checkout, so that its packages are found as if they were installed.
    folder = mkdtempSync(join(repository, 'test/dist/dev-'));
    await using making = new Cli(['new', 'tea-bot'], { folder });
    expect(await making.ended).to.deep.equal({ code: 0, signal: null });
    folder = join(folder, 'tea-bot');
  });

  after(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  it('starts the bot anew when it changes, while the conversation stays', async () => {
    await using dev = new Cli(['dev', '--no-open'], { folder, env: { LP_PASSWORD: 'canary-of-an-account' } });
    const url = (await dev.printed(/A local LivePerson: (?<url>http:\S+)/)).groups?.['url'] ?? '';
    const bot = join(folder, 'src/bot.ts');
    const good = readFileSync(bot, 'utf8');

    const ann = new ScriptedConsumer({ url, accountId: '12345678' });
    try {
      await ann.says('one');
      await ann.hears('You said: one', { within: 20_000 });
      const first = ann.conversationId;

      let from = dev.text.length;
      writeFileSync(bot, good.replace('You said', 'You wrote'));
      await dev.printed(/the bot starts anew/, from);
      await ann.says('two');
      await ann.hears('You wrote: two', { within: 20_000 });
      expect(ann.conversationId).to.equal(first);

      from = dev.text.length;
      writeFileSync(bot, good.replace('async repeat', 'asink repeat'));
      await dev.printed(/src\/bot\.ts\(\d+,\d+\): error TS/, from);
      await dev.printed(/the last bot that did goes on/, from);
      await ann.says('three');
      await ann.hears('You wrote: three', { within: 20_000 });

      from = dev.text.length;
      writeFileSync(bot, `${good}\nthrow new Error('broken on purpose');\n`);
      await dev.printed(/broken on purpose/, from);
      await dev.printed(/The bot has ended \(exit code 1\)/, from);
      await ann.says('four');

      writeFileSync(bot, good);
      await ann.hears('You said: four', { within: 20_000 });
    } finally {
      await ann.leave();
    }

    const children = childrenOf(dev.pid);
    expect(children, 'a bot of its own').to.have.length(1);
    dev.signal('SIGINT');
    expect(await dev.ended).to.deep.equal({ code: 0, signal: null });
    await until('the bot is gone', () => !children.some(isAlive));
    expect(dev.text).not.to.include('canary');
  });

  it('takes the bot along when it is killed', async () => {
    await using dev = new Cli(['dev', 'src/bot.ts', '--no-open'], { folder });
    await dev.printed(/The bot starts\./);
    const [child = 0] = childrenOf(dev.pid);
    dev.signal('SIGKILL');
    await dev.ended; // its outputs are those of the bot, too, and are closed when both are gone
    await until('the bot is gone', () => !isAlive(child));
  });

  it('runs a program that starts its bots itself', async () => {
    await using dev = new Cli(['dev', 'src/main.ts', '--no-open'], { folder });
    const url = (await dev.printed(/A local LivePerson: (?<url>http:\S+)/)).groups?.['url'] ?? '';
    const ann = new ScriptedConsumer({ url, accountId: '12345678' });
    try {
      await ann.says('one');
      await ann.hears('You said: one', { within: 20_000 });
    } finally {
      await ann.leave();
    }
    dev.signal('SIGTERM');
    expect(await dev.ended).to.deep.equal({ code: 0, signal: null });
  });

  it('says what is missing, and how to get it', async () => {
    await using dev = new Cli(['dev', 'none.ts'], { folder });
    expect(await dev.ended).to.deep.equal({ code: 2, signal: null });
    expect(dev.text).to.match(/^holdfast dev: There is no file none\.ts\. Name the file .* \[CONFIGURATION\]\n$/);
  });
});
