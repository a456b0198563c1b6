import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Arena } from './arena.js';
import { ArenaError } from './arena-error.js';
import { EchoBot } from './echo-bot.test.support.js';
import { arena } from './open-arena.js';
import { ExpectationError } from './report/expectation-error.js';

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

for (const time of ['virtual', 'real'] as const) {
  describe(`An arena in ${time} time`, () => {
    let stage: Arena<EchoBot>;
    beforeEach(async () => {
      stage = await arena(EchoBot, { seed: 7, time });
    });
    afterEach(() => stage.stop());

    it('has a bot that is live and a consumer who converses with it', async () => {
      const { bot, consumer, platform } = stage;
      expect(bot.state.phase).to.equal('live');
      await consumer.says('hi');
      await consumer.hears('Hello!');
      await consumer.hears(/^You said: hi$/);
      await consumer.close();
      expect(platform.conversations.map(({ state }) => state)).to.deep.equal(['CLOSE']);
    });

    it('has as many consumers as it takes, each with a conversation of his own', async () => {
      const [ann, ben] = [stage.newConsumer({ name: 'Ann' }), stage.newConsumer({ name: 'Ben' })];
      await Promise.all([ann.says('I am Ann'), ben.says('I am Ben')]);
      await Promise.all([ann.hears('You said: I am Ann'), ben.hears('You said: I am Ben')]);
    });

    it('breaks by rule, and the bot comes back', async () => {
      const { bot, consumer, platform } = stage;
      await consumer.says('hi');
      await consumer.hears('You said: hi');
      const back = new Promise((resolve) => bot.once('recovered', resolve));
      platform.faults.add({ match: { frame: 'toServer', of: 'agent', type: 'PublishEvent' }, action: 'reset' });
      await consumer.says('still there?');
      await consumer.hears('You said: still there?');
      await stage.during(back);
      expect(platform.faults.log.map(({ action }) => action)).to.deep.equal(['reset']);
    }).timeout(10_000);

    it('explains what was not heard: what came instead, what happened, and how to see it again', async () => {
      const { consumer } = stage;
      await consumer.says('hi');
      await consumer.hears('Hello!');
      await consumer.hears('You said: hi');
      await consumer.says('twice');
      const failure = await failureOf(consumer.hears('Three.', { within: '500 ms' }));
      expect(failure).to.be.instanceOf(ExpectationError).and.to.include({ seed: 7, code: 'EXPECTATION' });
      const { message } = failure as ExpectationError;
      expect(message).to.match(/^The consumer did not hear "Three\." within 500 ms\.$/m);
      expect(message).to.match(/^Heard instead: "One\.", "Two\."\.$/m);
      expect(message).to.match(/^ +\+\d+\.\d{3} s {2}consumer +hi$/m);
      expect(message).to.match(/^The seed was 7\. To see it again:\n {2}HOLDFAST_SEED=7 npx mocha .*$/m);
    });

    it('stops twice as it stops once', async () => {
      await stage.stop();
      await stage.stop();
      expect(stage.bot.state.phase).to.equal('closed');
    });
  });
}

describe('An arena', () => {
  it('lets hours pass in no time', async () => {
    await using stage = await arena(EchoBot);
    await stage.consumer.says('hi');
    await stage.consumer.hears('You said: hi');
    const before = Date.now();
    await stage.elapse('3 h');
    expect(Date.now() - before).to.equal(10_800_000);
    await stage.consumer.says('wait');
    await stage.consumer.hears('Here I am.');
    expect(stage.bot.state).to.include({ phase: 'live', attempt: 0 });
  });

  it('is the same again with the same seed, down to the millisecond, and another one with another', async () => {
    const evening = async (seed: number): Promise<readonly string[]> => {
      await using stage = await arena(EchoBot, { seed });
      const { consumer, platform } = stage;
      await consumer.says('one');
      platform.faults.cut();
      await consumer.says('two');
      await consumer.hears('You said: two');
      return consumer.transcript.map(({ at, who, text }) => `${at} ${who}: ${text}`);
    };
    const first = await evening(7);
    expect(await evening(7)).to.deep.equal(first);
    expect(await evening(8)).not.to.deep.equal(first);
  });

  it('takes its seed from HOLDFAST_SEED before all else', async () => {
    process.env['HOLDFAST_SEED'] = '99';
    try {
      await using stage = await arena(EchoBot, { seed: 7 });
      expect(stage.seed).to.equal(99);
      process.env['HOLDFAST_SEED'] = 'yesterday';
      expect(await failureOf(arena(EchoBot, { time: 'real' }))).to.be.instanceOf(ArenaError);
    } finally {
      delete process.env['HOLDFAST_SEED'];
    }
  });

  it('notices what should not have been said', async () => {
    await using stage = await arena(EchoBot);
    const { consumer } = stage;
    await consumer.says('twice');
    await consumer.hears('One.');
    expect(await failureOf(consumer.hearsNothing()))
      .to.have.property('message')
      .that.includes('"Two."');
    await consumer.hearsNothing({ within: '1 min' });
  });

  it('passes on what a condition of the author throws', async () => {
    await using stage = await arena(EchoBot);
    await stage.consumer.says('hi');
    const slip = new Error('slip');
    const heard = stage.consumer.hears(() => {
      throw slip;
    });
    expect(await failureOf(heard)).to.equal(slip);
  });

  it('waits on when the consumer loses his own connection', async () => {
    await using stage = await arena(EchoBot);
    const { consumer, platform } = stage;
    await consumer.says('wait');
    const heard = consumer.hears('Here I am.');
    platform.faults.cut({ of: 'consumer' });
    await heard;
  });

  it('makes bots by a function too, and further bots beside the first', async () => {
    await using stage = await arena((platform, options) => new EchoBot(platform, { ...options, accept: 'none' }), {
      simulator: { bots: [{ username: 'first' }, { username: 'second' }] },
    });
    const [, second] = stage.platform.bots;
    if (second === undefined) throw new Error('There is no second bot user.');
    const other = new EchoBot(stage.wayOf(second), { logger: { debug() {}, info() {}, warn() {}, error() {} } });
    await stage.during(other.start());
    await stage.consumer.says('hi');
    await stage.consumer.hears('You said: hi');
    await stage.during(other.stop());
  });

  it('leaves the clock as it was when the bot is refused', async () => {
    const refused = arena(EchoBot, {
      simulator: { faults: [{ match: { request: 'login' }, action: { answer: { status: 401 } }, times: Infinity }] },
    });
    expect(await failureOf(refused)).to.have.property('code', 'LOGIN_REFUSED');
    expect('clock' in setTimeout).to.equal(false);
  });
});
