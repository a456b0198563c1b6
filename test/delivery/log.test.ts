import { type FaultRule, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, type BotEvent, defaultLogger, type Message, OnMessage, type Output } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { EchoBot } from '../e2e/echo-bot.js';
import { told } from '../e2e/told.js';
import { until } from '../e2e/until.js';
import { watched } from '../e2e/watched.js';
import { wayTo } from '../e2e/way-to.js';
import { type Frame, notice, stage } from './stage.js';

/** Keeps the lines that the default logger writes. */
class Page implements Output {
  readonly writableLength = 0;
  text = '';

  /** Without the end of the last one. */
  get lines(): readonly string[] {
    return this.text.split('\n').slice(0, -1);
  }

  get records(): readonly Readonly<Record<string, unknown>>[] {
    return this.lines.map((line) => JSON.parse(line) as Frame);
  }

  write(text: string): boolean {
    this.text += text;
    return true;
  }

  listeners(): [] {
    return [];
  }

  on(): void {}
}

describe('The log of a bot', function () {
  this.timeout(30_000);

  it('M07 has one line for a text that would make several, or end the record', async () => {
    class NotingBot extends Bot {
      @OnMessage()
      note({ text }: Message): void {
        this.log.info({ text }, 'heard');
        this.log.info({}, `heard ${text}`);
      }
    }
    const page = new Page();
    await using simulator = await startSimulator();
    await using bot = new NotingBot(wayTo(simulator), {
      ...brisk,
      logger: defaultLogger({ level: 'info', output: page }),
    });
    await bot.start();
    const text = 'a\r\n\u001b[31mb"}\n{"level":"error","msg":"forged"}\u2028c\u0085d';
    await simulator.consumer().says(text);
    const heard = (): Page['records'] => page.records.filter(({ msg }) => String(msg).startsWith('heard'));
    await until('both are written', () => heard().length === 2);
    expect(page.records.filter(({ level }) => level === 'error')).to.deep.equal([]);
    for (const line of page.lines) expect(line).to.match(/^\{"level":"(info|warn)".*\}$/);
    const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]/u;
    expect(page.lines.join('')).not.to.match(unprintable);
    for (const told of heard().flatMap(({ msg, text: fact = '' }) => [String(msg), String(fact)])) {
      expect(told).not.to.match(unprintable);
    }
    expect(String(heard()[0]?.['text'])).to.include('forged');
  });

  it('M09 holds no bearer that the platform says back, and nor do events and errors', async () => {
    const page = new Page();
    await using simulator = await startSimulator();
    const { platform, grants } = watched(wayTo(simulator));
    await using bot = new EchoBot(platform, { ...brisk, logger: defaultLogger({ level: 'debug', output: page }) });
    const events: BotEvent[] = [];
    bot.events$.subscribe((event) => events.push(event));
    await bot.start();
    const bearer = grants[0]?.bearer ?? '';
    expect(bearer).to.have.length.above(15);
    const says = { message: `Bearer ${bearer} is odd`, bearer, [bearer]: 1 };
    const refusal = (type: string, body: unknown, times: number): FaultRule => ({
      match: { frame: 'toServer', type, of: 'agent' },
      action: { answer: { code: 400, body } },
      times,
    });
    simulator.faults.add(refusal('QueryMessages', bearer, 1));
    simulator.faults.add(refusal('PublishEvent', says, 3));
    const deadLettered = told(bot, 'deadLettered');
    const consumer = simulator.consumer();
    await consumer.says('one');
    await deadLettered;
    const errors: unknown[] = [];
    simulator.faults.add({ match: { frame: 'toServer', of: 'agent' }, action: { answer: { code: 400, body: says } } });
    await bot.request('.ams.ms.Odd').catch((error: unknown) => errors.push(error));
    bot.log.warn({ said: bearer }, `an author tells ${bearer}`);
    const interrupted = told(bot, 'interrupted');
    simulator.faults.add({ match: notice, action: { close: 4400, reason: bearer.slice(0, 120) } });
    await consumer.says('two');
    expect(await interrupted).to.include({ code: 4400 });
    await consumer.hears('You said: two');
    const spelled = [...errors, ...events].map((one) => JSON.stringify(one, ownFacts)).join('\n');
    expect(errors).to.have.length(1);
    expect(page.text).to.include('The platform refused .ams.ms.PublishEvent').and.not.include(bearer);
    expect(spelled).to.include('REQUEST_REFUSED').and.not.include(bearer);
  });

  it('U14 has few lines for ten thousand failures, and nothing of them is kept', async () => {
    class FaultyBot extends Bot {
      failures = 0;

      @OnMessage('end')
      async end(message: Message): Promise<void> {
        await message.reply('the end');
      }

      @OnMessage()
      fail(): never {
        this.failures += 1;
        throw new Error(`failure ${this.failures}`);
      }
    }
    const page = new Page();
    const ten = Array.from({ length: 9 }, () => 0);
    await using simulator = await startSimulator();
    await using bot = new FaultyBot(wayTo(simulator), {
      ...brisk,
      retryDelays: ten,
      logger: defaultLogger({ level: 'info', output: page }),
    });
    let buried = 0;
    bot.on('deadLettered', () => (buried += 1));
    await bot.start();
    const consumer = simulator.consumer();
    for (let said = 0; said < 1_000; said += 1) await consumer.says('fail');
    await consumer.says('end');
    await consumer.hears('the end', { within: 20_000 });
    expect([bot.failures, buried]).to.deep.equal([10_000, 1_000]);
    expect(page.records.filter(({ level }) => level === 'error').length).to.be.within(2, 6);
    expect(page.lines.length).to.be.below(20);
    const { delivery, oddities } = bot.health();
    expect(delivery).to.deep.include({ dialogs: 1, running: 0, behind: 0, parked: 0, outgoing: 0 });
    expect(delivery.queued).to.be.at.most(1);
    expect(oddities).to.include({ deadLettered: 1_000 });
  });
});

describe('What a bot counts', () => {
  it('M16 has no name that the platform has made up', async () => {
    let odd = 0;
    const frames = [
      (): Frame => ({ kind: 'notification', type: `.ams.made.Up${odd}`, body: { [`field-${odd}`]: odd } }),
      (): Frame => ({ kind: `kind-${odd}`, type: `type-${odd}` }),
      (): Frame => ({ kind: 'resp', reqId: `nobody-${odd}`, code: odd, type: `type-${odd}`, body: {} }),
    ];
    const rules = frames.map((frame) => ({
      match: notice,
      action: { inject: () => ({ ...frame(), odd: (odd += 1) }) },
      times: Infinity,
    }));
    await using scene = await stage({ options: { ...brisk, loop: { replies: Infinity } } }, ...rules);
    const consumer = scene.simulator.consumer();
    for (let said = 0; said < 100; said += 1) await consumer.says('more');
    await consumer.says('end');
    await consumer.hears('You said: end');
    const { oddities } = scene.bot.health();
    expect(oddities['unknown-notification']).to.be.at.least(100);
    expect(Object.keys(oddities).length).to.be.below(12);
    expect(Object.keys(oddities).join(' ')).not.to.match(/\d/);
  });
});

/** An error with what `JSON.stringify` leaves out. */
function ownFacts(_: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return Object.assign({}, value, { name, message, stack, cause });
}
