import { randomBytes } from 'node:crypto';
import {
  type BotEvent,
  type Credentials,
  defaultLogger,
  isHoldfastError,
  liveperson,
  type Logger,
  type Output,
} from 'holdfast';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BotProcess } from './support/bot-process.js';
import { expectNoSecret } from './support/canaries.js';
import { Diary, spelledOut } from './support/diary.js';
import { EchoBot } from './support/echo-bot.js';
import { HostilePlatform } from './support/hostile-platform.js';
import { Scene } from './support/scene.js';
import { tenth } from './support/tenth.js';
import { until } from './support/until.js';

/** With characters that look different in a URL, in JSON and in base64. */
const canary = (name: string): string => `canary+${name}/=%"${randomBytes(12).toString('hex')}`;
const token = (name: string): string => `canary-${name}-${randomBytes(12).toString('hex')}`;

const secrets = {
  password: canary('password'),
  appKey: canary('app-key'),
  secret: canary('secret'),
  accessToken: canary('access-token'),
  accessTokenSecret: canary('access-token-secret'),
  bearer: token('bearer'),
  csrf: token('csrf'),
  cookie: token('cookie'),
};
const { password, appKey, secret, accessToken, accessTokenSecret } = secrets;

/** Writes to several loggers. */
const both = (...loggers: readonly Logger[]): Logger => {
  const write = (level: keyof Logger) => (facts: object, message: string) =>
    loggers.forEach((logger) => logger[level](facts, message));
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
};

/** An output that keeps what is written to it. */
const keeping = (keep: (text: string) => void): Output => ({
  writableLength: 0,
  write: (text) => {
    keep(text);
    return true;
  },
  listeners: () => [],
  on: () => undefined,
});

describe('Eight secrets of a bot', function () {
  this.timeout(25_000);

  const forms: readonly (readonly [string, Credentials])[] = [
    ['keys of an application', { username: 'bot', appKey, secret, accessToken, accessTokenSecret }],
    ['a password', { username: 'bot', password }],
  ];
  for (const [form, credentials] of forms) {
    it(`P13 M09 stay out of logs, events, errors and health with ${form}, whatever the platform says back`, async () => {
      await using platform = await HostilePlatform.open(secrets);
      const diary = new Diary();
      let written = '';
      const lines = defaultLogger({ level: 'debug', output: keeping((text) => (written += text)) });
      const way = liveperson({ accountId: '12345678', csds: `http://${platform.authority}`, credentials });
      const bot = new EchoBot(way, {
        logger: both(diary, lines),
        session: {
          ...tenth,
          rest: { retryDelays: [20, 20] },
          reconnect: { windows: [[0, 20]], settle: 6_000 },
          login: { minInterval: 0, refusedWindows: [[0, 20]] },
        },
      });
      const told: BotEvent[] = [];
      const views: unknown[] = [];
      bot.events$.subscribe((event) => {
        told.push(event);
        views.push(bot.health(), bot.state, 'error' in event ? isHoldfastError(event.error) : undefined);
      });
      const giveUp = new AbortController();
      const started = bot.start({ signal: giveUp.signal }).catch((error: unknown) => error);
      await until('the platform has said everything back', () => platform.echoed >= 16, 15_000);
      giveUp.abort();
      const outcome = await started;

      expect(told.filter(({ type }) => type === 'interrupted').length).to.be.above(8);
      expect(diary.entries.length).to.be.above(8);
      expect(written.length).to.be.above(1_000);
      expectNoSecret(Object.values(secrets), {
        records: diary.text,
        'written lines': written,
        events: spelledOut(told),
        'health and state': spelledOut(views),
        'outcome of start()': spelledOut(outcome),
        'bot itself, as it is printed': spelledOut(bot.health()),
      });
    });
  }

  it('P13 stay out of what a process writes, at the level debug', async () => {
    await using scene = await Scene.set();
    const { simulator } = scene;
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    simulator.kick({ username: simulator.bots[0].username });
    simulator.faults.loginAnswers(500, { times: 1 });
    await bot.wrote('is interrupted');
    bot.signal('SIGTERM');
    await bot.ended;
    const { username: _, ...keys } = simulator.bots[0].credentials;
    expect(bot.output.split('\n').length).to.be.above(5);
    expectNoSecret(Object.values(keys), { output: bot.output });
  });

  it('P13 are noticed by this suite where one slips out', () => {
    for (const form of [appKey, encodeURIComponent(appKey), Buffer.from(appKey).toString('base64')]) {
      expect(() => expectNoSecret([appKey], { log: `before ${form} after` })).to.throw('number 0');
    }
  });
});
