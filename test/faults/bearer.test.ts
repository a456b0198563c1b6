import { expect } from 'chai';
import { BearerExpiredError } from 'holdfast';
import { describe, it } from 'mocha';
import { EchoBot } from './support/echo-bot.js';
import { expectService, Scene } from './support/scene.js';
import { passing, until } from './support/until.js';
import { refusing } from './support/upgrade-answers.js';
import { domains, refusedUpgrade, unreachable, VirtualPlatform } from './support/virtual-platform.js';
import { VirtualTime } from './support/virtual-time.js';

describe('Faults of the bearer', function () {
  this.timeout(12_000);

  it('A01 logs in once when its bearer is revoked, and is told every conversation again', async () => {
    await using scene = await Scene.live();
    const consumer = await scene.consumer();
    scene.simulator.kick({ username: scene.simulator.bots[0].username });
    await consumer.says('meanwhile');
    await consumer.hears('You said: meanwhile');
    expect(scene.logins).to.equal(2);
    expect(scene.all('interrupted').map(({ code }) => code)).to.deep.equal([4401]);
    expect(scene.bot.handled).to.deep.equal(['hello', 'meanwhile']);
    await expectService(scene);
  });

  it('A05 asks once with a wrong password, and fails', async () => {
    await using scene = await Scene.set();
    const rule = scene.simulator.faults.loginAnswers(401);
    const error = await scene.start().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.include({ code: 'LOGIN_REFUSED', status: 401 });
    expect(rule.fired).to.equal(1);
    expect(scene.bot.health()).to.include({ phase: 'failed', ready: false });
  });

  it('A05 asks slowly when a password stops being right, and shows it', async () => {
    await using scene = await Scene.live();
    const rule = scene.simulator.faults.loginAnswers(401);
    scene.simulator.cutSockets({ code: 4401 });
    await until('the login is refused', () => scene.all('interrupted').length === 2);
    await passing(1_000);
    expect(rule.fired).to.equal(1);
    expect(scene.bot.health()).to.include({ phase: 'waiting', ready: false });
    expect(scene.bot.state.reason).to.equal('LOGIN_REFUSED');
    expect(scene.all('interrupted')[1]?.retryIn).to.be.within(12_000, 18_000);
  });

  it('P8 keeps its socket when the bearer is refused by REST alone, and logs in once', async () => {
    await using scene = await Scene.live({ session: { refresh: { every: 400 } } });
    const refreshed = scene.next('refreshed');
    scene.simulator.expireBearer();
    expect((await refreshed).replaced).to.equal(true);
    expect([scene.logins, scene.sockets]).to.deep.equal([2, 1]);
    expect(scene.all('interrupted')).to.deep.equal([]);
    await expectService(scene);
  });

  it('A07 logs in once for a refused refresh and a 4401 at the same moment', async () => {
    await using scene = await Scene.live({ session: { refresh: { every: 400 } } });
    const slow = scene.simulator.faults.add({ match: { request: 'login' }, action: { delay: 300 } });
    scene.simulator.expireBearer();
    await slow.firedOnce();
    scene.simulator.cutSockets({ code: 4401 });
    await until('the bot is live again', () => scene.all('recovered').length > 0);
    await passing(700);
    expect(scene.logins).to.equal(2);
    await expectService(scene);
  });

  it('A10 asks for its credentials again at each login', async () => {
    let asked = 0;
    await using scene = await Scene.live({
      way: ({ bots }) => ({
        credentials: () => {
          asked += 1;
          return asked === 1 ? bots[0].credentials : bots[0].userCredentials;
        },
      }),
    });
    const { username } = scene.simulator.bots[0];
    scene.simulator.kick({ username });
    await until('the bot is live again', () => scene.all('recovered').length > 0);
    expect(asked).to.equal(2);
    expect(scene.logins).to.equal(2);
    await expectService(scene);
  });

  it('A11 puts a bearer of 4 KB with + / = % unharmed into the address, and nowhere else', async () => {
    const bearer = `${'+/=%25&?# '.trim()}${'Zm9v+/=%'.repeat(512)}`;
    await using scene = await Scene.set({ way: () => ({ credentials: { bearer, userId: '1' } }) });
    let head = '';
    scene.relay.meet((client, seen) => {
      head = seen;
      refusing(503)(client, seen);
    });
    const given = new AbortController();
    const started = scene.bot.start({ signal: given.signal }).catch(() => undefined);
    await scene.next('interrupted');
    given.abort();
    await started;
    const address = new URL(head.split(' ')[1] ?? '', 'ws://127.0.0.1');
    expect(address.pathname.split('/').map(decodeURIComponent)).to.include(bearer);
    expect(head.split('\r\n').slice(1).join('\n')).not.to.include(bearer.slice(0, 100));
  });
});

describe('Faults of the bearer, in virtual time', function () {
  this.timeout(20_000);

  it('A02 logs in before it dials with a bearer that it knows to have expired', async () => {
    const platform = new VirtualPlatform(await domains());
    using time = new VirtualTime();
    platform.sessionTtl = 600_000;
    const bot = new EchoBot(platform.way(1), { session: { refresh: { every: Infinity } } });
    const started = bot.start();
    await time.pass(1_000);
    await started;
    platform.manners.dial = () => unreachable;
    platform.cut();
    await time.pass(900_000);
    expect(platform.logins, 'none while the bearer may be good, one after').to.have.length.within(1, 2);

    let refused = 0;
    platform.manners.dial = (_, bearer) =>
      bearer.startsWith('bearer-1-') && ++refused ? refusedUpgrade(401) : undefined;
    await time.pass(180_000);
    expect(bot.state.phase).to.equal('live');
    expect(refused).to.equal(0);
    expect(platform.logins).to.have.length(2);
    const stopped = bot.stop();
    await time.pass(1_000);
    await stopped;
  });

  it('A04 logs in at most four times in five minutes, then every two minutes or less, if no upgrade is let in', async () => {
    const platform = new VirtualPlatform(await domains());
    using time = new VirtualTime();
    platform.manners.dial = () => refusedUpgrade(401);
    const bot = new EchoBot(platform.way(1));
    const started = bot.start().catch(() => undefined);
    const begun = time.now;
    await time.pass(3_600_000);
    const moments = platform.logins.map(({ at }) => at - begun);
    expect(moments.filter((at) => at < 300_000)).to.have.length.within(2, 4);
    const later = moments.filter((at) => at >= 300_000);
    expect(later).to.have.length.above(3);
    later.slice(1).forEach((at, index) => expect(at - (later[index] ?? at)).to.be.at.least(120_000));
    moments.slice(1).forEach((at, index) => expect(at - (moments[index] ?? at)).to.be.at.least(5_000));
    expect(bot.health()).to.include({ live: false, ready: false });
    expect(bot.state).to.include({ phase: 'waiting', reason: 'refused' });
    const stopped = bot.stop();
    await time.pass(1_000);
    await stopped;
    await started;
  });

  for (const code of [1008, 1011]) {
    it(`W06 asks slowly for a bearer while sockets open and are closed at once with ${code}, and is never live`, async () => {
      const platform = new VirtualPlatform(await domains());
      using time = new VirtualTime();
      platform.closesWith = code;
      const bot = new EchoBot(platform.way(1));
      const told: string[] = [];
      const waits: number[] = [];
      bot.events$.subscribe(({ type }) => told.push(type));
      bot.on('interrupted', ({ retryIn }) => waits.push(retryIn));
      const started = bot.start().catch(() => undefined);
      const begun = time.now;
      await time.pass(3_600_000);
      const moments = platform.logins.map(({ at }) => at - begun);
      expect(moments.filter((at) => at < 300_000)).to.have.length.within(2, 4);
      moments.slice(3).forEach((at, index) => expect(at - (moments[index + 2] ?? at)).to.be.at.least(120_000));
      expect(waits.slice(0, 4)).to.deep.equal(waits.slice(0, 4).sort((a, b) => a - b));
      expect(told).to.include('connected').and.not.include('live');
      expect(platform.dials.length, 'one dial for each login').to.equal(platform.logins.length);
      const stopped = bot.stop();
      await time.pass(1_000);
      await stopped;
      await started;
    });
  }

  it('H21 tries a failing refresh again within the life of the bearer, and logs in once when it has ended', async () => {
    const platform = new VirtualPlatform(await domains());
    using time = new VirtualTime();
    const bot = new EchoBot(platform.way(1));
    const started = bot.start();
    await time.pass(1_000);
    await started;
    platform.manners.refresh = () => {
      throw new Error('The refresh of virtual time is out of order.');
    };
    await time.pass(1_800_000);
    expect(platform.refreshes.length, 'one try each five minutes, and not faster').to.be.within(5, 7);
    expect(platform.logins).to.have.length(1);
    platform.manners.refresh = () => {
      platform.manners.refresh = () => {};
      throw new BearerExpiredError('The bearer of virtual time has ended.');
    };
    await time.pass(400_000);
    expect(platform.logins).to.have.length(2);
    expect(platform.dials, 'the socket stays').to.have.length(1);
    const stopped = bot.stop();
    await time.pass(1_000);
    await stopped;
  });
});
