import { expect } from 'chai';
import { type LifecycleEvents, ThrottledError } from 'holdfast';
import { describe, it } from 'mocha';
import { peak, seeded } from './support/crowd.js';
import { EchoBot } from './support/echo-bot.js';
import { heapInUse } from './support/heap-in-use.js';
import { domains, unreachable, VirtualPlatform } from './support/virtual-platform.js';
import { VirtualTime } from './support/virtual-time.js';

const SEED = 20_261_120;

interface Crowd {
  readonly platform: VirtualPlatform;
  readonly time: VirtualTime;
  readonly bots: readonly EchoBot[];
  readonly interruptions: (LifecycleEvents['interrupted'] & { readonly at: number })[];
  /** When each bot was live again, since the last `forget`. */
  readonly live: number[];
}

async function gather(size: number): Promise<Crowd & Disposable> {
  const platform = new VirtualPlatform(await domains());
  const time = new VirtualTime();
  const random = seeded(SEED);
  const interruptions: Crowd['interruptions'] = [];
  const live: number[] = [];
  const bots = Array.from({ length: size }, (_, bot) =>
    new EchoBot(platform.way(bot), { random })
      .on('interrupted', (event) => interruptions.push({ ...event, at: time.now }))
      .on('live', () => live.push(time.now)),
  );
  return { platform, time, bots, interruptions, live, [Symbol.dispose]: () => time[Symbol.dispose]() };
}

async function disperse({ bots, time }: Crowd): Promise<void> {
  const stopped = Promise.all(bots.map((bot) => bot.stop({ drainTimeout: 0 })));
  await time.pass(3_000);
  await stopped;
}

async function allLive(crowd: Crowd, within: number): Promise<void> {
  const started = Promise.all(crowd.bots.map((bot) => bot.start()));
  await crowd.time.pass(within);
  expect(crowd.live, 'bots that are live').to.have.length(crowd.bots.length);
  await started;
}

describe(`Storms, with seed ${SEED}`, function () {
  this.timeout(60_000);

  it('P6 five hundred bots spread over an outage of 20 s and are back within a minute of its end', async () => {
    using crowd = await gather(500);
    const { platform, time, bots, interruptions, live } = crowd;
    await allLive(crowd, 90_000);
    await time.pass(61_000);
    live.length = 0;
    platform.dials.length = 0;

    platform.manners = { ...platform.manners, dial: () => unreachable };
    platform.cut();
    await time.pass(20_000);
    const during = platform.dials.length;
    platform.manners = { ...platform.manners, dial: () => undefined };
    const healed = time.now;
    await time.pass(60_000);

    expect(during, 'attempts in the outage')
      .to.be.above(0)
      .and.to.be.at.most(5 * bots.length);
    const moments = platform.dials.map(({ at }) => at);
    expect(peak(moments, 100), 'most dials in 100 ms').to.be.at.most(0.06 * bots.length);
    expect(platform.dials.length / bots.length, 'mean attempts').to.be.at.most(5);
    const back = live.filter((at) => at - healed <= 60_000);
    expect(back.length, 'bots that are back').to.be.at.least(0.95 * bots.length);
    expect(platform.logins, 'no login for a lost socket').to.have.length(bots.length);
    const draws = interruptions.filter(({ attempt }) => attempt === 1).map(({ retryIn }) => retryIn);
    expect(Math.min(...draws)).to.be.within(0, 100);
    expect(Math.max(...draws)).to.be.within(1_900, 2_000);
    await disperse(crowd);
  });

  it('W12 five hundred bots spread over 25 s when the platform announces a restart', async () => {
    using crowd = await gather(500);
    const { platform, time, bots, interruptions, live } = crowd;
    await allLive(crowd, 90_000);
    live.length = 0;
    platform.dials.length = 0;

    const cutAt = time.now;
    platform.cut(1012);
    await time.pass(60_000);

    const waits = interruptions.map(({ retryIn }) => retryIn);
    expect(waits).to.have.length(bots.length);
    expect(Math.min(...waits)).to.be.at.least(5_000);
    expect(Math.max(...waits)).to.be.at.most(30_000);
    expect(peak(waits, 100), 'most waits that end in 100 ms').to.be.at.most(0.05 * bots.length);
    const moments = platform.dials.map(({ at }) => at);
    expect(Math.min(...moments) - cutAt).to.be.at.least(5_000);
    expect(peak(moments, 100), 'most dials in 100 ms').to.be.at.most(0.05 * bots.length);
    expect(live).to.have.length(bots.length);
    expect(platform.logins).to.have.length(bots.length);
    await disperse(crowd);
  });

  it('H20 a thousand bots that start at once are live within three minutes, with few logins too many', async () => {
    using crowd = await gather(1_000);
    const { platform, time, bots } = crowd;
    let refused = 0;
    const login = (): void => {
      const lately = platform.logins.filter(({ at }) => time.now - at < 1_000).length;
      if (lately <= 50) return;
      refused += 1;
      throw new ThrottledError('The platform of virtual time was asked too often (HTTP 429).', 5_000);
    };
    platform.manners = { ...platform.manners, login };
    await allLive(crowd, 180_000);
    expect(platform.logins.length).to.be.at.most(1.5 * bots.length);
    expect(platform.logins.length - refused).to.equal(bots.length);
    await disperse(crowd);
  });

  it('P21 a thousand reconnects leave no timer, no socket and no memory behind', async () => {
    const platform = new VirtualPlatform(await domains());
    using time = new VirtualTime();
    const bot = new EchoBot(platform.way(1), {
      session: {
        reconnect: { windows: [[0, 10]], settle: 60_000 },
        login: { minInterval: 0, refusedWindows: [[0, 10]] },
      },
    });
    const started = bot.start();
    await time.pass(1_000);
    await started;
    const reconnect = async (times: number): Promise<void> => {
      for (let done = 0; done < times; done += 1) {
        platform.cut();
        await time.pass(300);
      }
      expect(platform.dials.length, 'reconnects').to.be.at.least(times);
      platform.forget();
    };
    await reconnect(200);
    const before = { heap: heapInUse(), timers: time.timers };
    await reconnect(1_000);
    expect(bot.state.phase).to.equal('live');
    expect(platform.open).to.equal(1);
    expect(time.timers).to.equal(before.timers);
    expect(heapInUse()).to.be.below(1.05 * before.heap);
    const stopped = bot.stop();
    await time.pass(1_000);
    await stopped;
    expect(time.timers, 'timers of a bot that has stopped').to.equal(0);
  });
});
