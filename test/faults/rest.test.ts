import { expect } from 'chai';
import { type HoldfastError, isHoldfastError } from 'holdfast';
import { describe, it } from 'mocha';
import type { FaultRule } from '@holdfast/simulator';
import { Relay } from './support/relay.js';
import { expectService, Scene } from './support/scene.js';
import { until } from './support/until.js';

type RequestAction = Extract<FaultRule, { readonly match: { readonly request: unknown } }>['action'];

/** What `start()` rejects with. */
async function refusal(scene: Scene): Promise<HoldfastError> {
  try {
    await scene.start();
  } catch (error) {
    if (isHoldfastError(error)) return error;
    throw error;
  }
  throw new Error('The bot was expected to be refused, and it started.');
}

/** How long the platform was left alone between the faults of a rule, and after the last. A busy machine hears of the first late. */
const pauses = (scene: Scene): readonly number[] => {
  const moments = scene.simulator.faults.log.map(({ at }) => at);
  return moments.map((at, index) => (moments[index + 1] ?? Date.now()) - at);
};

const logins = (scene: Scene): number =>
  scene.simulator.log.filter((record) => record.kind === 'request' && record.route.endsWith('/login')).length;

describe('Faults of a REST answer', function () {
  this.timeout(15_000);

  for (const request of ['csds', 'login'] as const) {
    it(`H01 asks ${request} again after half a second and after one more, to the tenth of the default`, async () => {
      await using scene = await Scene.set();
      const rule = scene.simulator.faults.add({ match: { request }, action: { answer: { status: 500 } }, times: 2 });
      await scene.start();
      expect(rule.fired).to.equal(2);
      const [first = 0, second = 0] = pauses(scene);
      expect(first).to.be.within(400, 3_000);
      expect(second).to.be.within(900, 4_000);
      expect(scene.all('interrupted')).to.deep.equal([]);
      await expectService(scene);
    });
  }

  it('H02 asks a service that is down at growing distances, and shows that it waits', async () => {
    const hundredth = {
      rest: { retryDelays: [50, 100, 150] },
      reconnect: {
        windows: [
          [0, 20],
          [20, 40],
          [40, 80],
          [80, 160],
          [160, 320],
          [320, 640],
          [600, 1_200],
        ],
        settle: 600,
      },
    } as const;
    await using scene = await Scene.set({ session: hundredth });
    const down = scene.simulator.faults.add({
      match: { request: 'csds' },
      action: { answer: { status: 503 } },
      times: Infinity,
    });
    const started = scene.start();
    await until('the bot waits for the sixth time', () => scene.all('interrupted').length >= 6, 9_000);
    expect(scene.bot.health()).to.include({ live: false, ready: false, phase: 'waiting' });
    const waits = scene.all('interrupted').map(({ retryIn }) => retryIn);
    expect(waits).to.deep.equal([...waits].sort((a, b) => a - b));
    expect(down.fired, 'four calls a round').to.equal(4 * waits.length);
    expect(scene.diary.alarms).to.have.length.within(1, 2);
    down.remove();
    await started;
    await expectService(scene);
  });

  it('H03 stays away from a throttled service for as long as it asks', async () => {
    await using scene = await Scene.set();
    const answer = { status: 429, headers: { 'Retry-After': '2' } };
    scene.simulator.faults.add({ match: { request: 'csds' }, action: { answer } });
    await scene.start();
    expect(pauses(scene)[0]).to.be.at.least(1_900);
    expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['THROTTLED']);
  });

  it('H03 never logs in again within five seconds of a throttled login, whatever it asks', async () => {
    await using scene = await Scene.set();
    const answer = { status: 429, headers: { 'Retry-After': '1' } };
    scene.simulator.faults.add({ match: { request: 'login' }, action: { answer } });
    await scene.start();
    expect(pauses(scene)[0]).to.be.at.least(4_900);
  });

  it("H04 reads a Retry-After that is a date by the server's clock, not by its own", async () => {
    await using scene = await Scene.set();
    const ahead = Date.now() + 3_600_000;
    const headers = {
      Date: new Date(ahead).toUTCString(),
      'Retry-After': new Date(ahead + 2_000).toUTCString(),
    };
    scene.simulator.faults.add({ match: { request: 'csds' }, action: { answer: { status: 429, headers } } });
    await scene.start();
    expect(pauses(scene)[0]).to.be.within(1_900, 6_000);
  });

  const refusals: readonly (readonly [string, 'csds' | 'login', number, string])[] = [
    ['H06', 'login', 400, 'LOGIN_REFUSED'],
    ['H06', 'login', 403, 'LOGIN_REFUSED'],
    ['H06', 'login', 404, 'LOGIN_REFUSED'],
    ['H06', 'csds', 400, 'ACCOUNT_UNKNOWN'],
    ['H06', 'csds', 404, 'ACCOUNT_UNKNOWN'],
    ['H07', 'csds', 451, 'ACCOUNT_BLOCKED'],
    ['H07', 'login', 451, 'ACCOUNT_BLOCKED'],
  ];
  for (const [id, request, status, code] of refusals) {
    it(`${id} asks ${request} once and gives up when it answers ${status}`, async () => {
      await using scene = await Scene.set();
      const rule = scene.simulator.faults.add({
        match: { request },
        action: { answer: { status } },
        times: Infinity,
      });
      expect((await refusal(scene)).code).to.equal(code);
      expect(rule.fired).to.equal(1);
      expect(scene.bot.health()).to.include({ phase: 'failed', live: false, ready: false });
      expect(scene.all('failed')).to.have.length(1);
    });
  }

  it('H06 asks once a round when the domain service answers 403, and comes through when it mends', async () => {
    await using scene = await Scene.set();
    const rule = scene.simulator.faults.add({ match: { request: 'csds' }, action: { answer: { status: 403 } } });
    await scene.start();
    expect(rule.fired).to.equal(1);
    expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['UNEXPECTED_ANSWER']);
  });

  it('H07 fails for good when a running bot meets 451', async () => {
    await using scene = await Scene.live();
    const rule = scene.simulator.faults.loginAnswers(451);
    const failed = scene.next('failed');
    scene.simulator.cutSockets({ code: 4401 });
    expect((await failed).error.code).to.equal('ACCOUNT_BLOCKED');
    expect(rule.fired).to.equal(1);
    expect(scene.bot.health()).to.include({ phase: 'failed', ready: false });
  });

  const FIFTY = Array.from({ length: 50 }, () => 'gzip').join(', ');
  const PRIVATE = 'what-a-body-says-stays-in-it';
  const unreadable: readonly (readonly [string, string, RequestAction])[] = [
    ['H09', 'a body that is cut short', 'truncate'],
    ['H09', 'a page', 'html'],
    ['H09', 'an empty 200', { answer: { status: 200 } }],
    ['H09', 'half of some JSON', { answer: { status: 200, body: `{"${PRIVATE}":` } }],
    ['H09', 'more body than announced', { answer: { status: 200, body: PRIVATE, headers: { 'Content-Length': '4' } } }],
    ['H10', '200 MB behind a few KB', { gzipBomb: 200_000_000 }],
    ['H10', 'two MB of JSON', { answer: { status: 200, body: `"${'x'.repeat(2 ** 21)}"` } }],
    ['H11', 'fifty encodings', { answer: { status: 200, body: '{}', headers: { 'Content-Encoding': FIFTY } } }],
  ];
  for (const request of ['csds', 'login'] as const) {
    for (const [id, what, action] of unreadable) {
      it(`${id} takes ${what} of ${request} for a failure that may pass`, async () => {
        await using scene = await Scene.set();
        const rule = scene.simulator.faults.add({ match: { request }, action });
        const before = process.memoryUsage().rss;
        await scene.start();
        expect(rule.fired).to.equal(1);
        expect(pauses(scene)[0], 'tried again as after a 5xx').to.be.at.least(400);
        expect(process.memoryUsage().rss - before).to.be.below(40 * 2 ** 20);
        expect(scene.diary.text).not.to.include(PRIVATE);
        await expectService(scene);
      });
    }

    it(`H08 gives ${request} one second in total, however its body drips`, async () => {
      await using scene = await Scene.set();
      const rule = scene.simulator.faults.add({ match: { request }, action: { trickle: { every: 20 } } });
      await scene.start();
      expect(rule.fired).to.equal(1);
      expect(pauses(scene)[0], 'the stage and the first retry delay').to.be.within(1_300, 5_000);
    });

    it(`H12 does not follow ${request} to another address`, async () => {
      await using scene = await Scene.set();
      const elsewhere = scene.simulator.faults.add({ match: { request: '/elsewhere' }, action: 'hang' });
      const rule = scene.simulator.faults.add({
        match: { request },
        action: { answer: { status: 302, headers: { Location: `${scene.simulator.url}/elsewhere` } } },
      });
      await scene.start();
      expect([rule.fired, elsewhere.fired]).to.deep.equal([1, 0]);
      expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['UNEXPECTED_ANSWER']);
    });
  }
});

describe('Faults of the domain service', function () {
  this.timeout(15_000);

  const wrong: readonly (readonly [string, object])[] = [
    ['an empty list', { baseURIs: [] }],
    ['no list', { baseURIs: 'none' }],
    ['a list without the services of a bot', { baseURIs: [{ service: 'idp', baseURI: '127.0.0.1' }] }],
  ];
  for (const [what, body] of wrong) {
    it(`H14 is told ${what} at the start, says so, and asks again`, async () => {
      await using scene = await Scene.set();
      const rule = scene.simulator.faults.add({
        match: { request: 'csds' },
        action: { answer: { status: 200, body } },
      });
      await scene.start();
      expect(rule.fired).to.equal(1);
      expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['UNEXPECTED_ANSWER']);
    });
  }

  it('H14 sends nothing to a host that is not trusted', async () => {
    await using scene = await Scene.set();
    const body = { baseURIs: ['agentVep', 'facadeMsg'].map((service) => ({ service, baseURI: 'evil.example' })) };
    scene.simulator.faults.add({
      match: { request: 'csds' },
      action: { answer: { status: 200, body } },
      times: Infinity,
    });
    const error = await refusal(scene);
    expect(error.code).to.equal('DESTINATION_REFUSED');
    expect(error.message).to.include('evil.example');
  });

  const answers: readonly (readonly [string, string, RequestAction])[] = [
    ['H14', 'tells an empty list', { answer: { status: 200, body: { baseURIs: [] } } }],
    ['H14', 'tells a list without the services of a bot', { answer: { status: 200, body: wrong[2]?.[1] ?? {} } }],
    ['H16', 'is down', { answer: { status: 503 } }],
    ['H16', 'does not answer', 'hang'],
  ];
  for (const [id, what, action] of answers) {
    it(`${id} reconnects by the last good answer when the domain service ${what}`, async () => {
      await using scene = await Scene.live();
      const rule = scene.simulator.faults.add({ match: { request: 'csds' }, action, times: Infinity });
      scene.relay.meet((client) => client.resetAndDestroy());
      scene.relay.reset();
      await until('the bot is live again', () => scene.all('recovered').length > 0);
      expect(rule.fired, 'asked once, without retries').to.equal(1);
      expect(scene.bot.health().oddities['setback-discover']).to.equal(1);
      expect(scene.all('interrupted')).to.have.length(2);
      await expectService(scene);
    });
  }

  it('H17 follows its account to another host', async () => {
    await using scene = await Scene.live();
    await using moved = await Relay.to(scene.simulator.port);
    scene.simulator.advertise(moved.authority, { service: 'facadeMsg' });
    scene.relay.shut();
    scene.relay.reset();
    await until('the bot is live again', () => scene.all('recovered').length > 0);
    expect(moved.live).to.equal(1);
    expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['ECONNRESET', 'ECONNREFUSED']);
    expect(scene.logins).to.equal(1);
    await expectService(scene);
  });
});

describe('Faults of a REST connection', function () {
  this.timeout(15_000);

  it('H18 asks once more, unnoticed, when a kept connection was closed just then', async () => {
    await using scene = await Scene.set({ session: { rest: { retryDelays: [] } } });
    const rule = scene.simulator.faults.add({ match: { request: 'csds' }, action: 'dropOnReuse' });
    await scene.start();
    expect(rule.fired).to.equal(1);
    expect(scene.all('interrupted')).to.deep.equal([]);
    expect(scene.logins).to.equal(1);
  });

  const poor: readonly (readonly [string, object])[] = [
    ['bearer', { csrf: 'c', config: { userId: '1' } }],
    ['csrf', { bearer: 'b', config: { userId: '1' } }],
    ['user id', { bearer: 'b', csrf: 'c', config: {} }],
  ];
  for (const [what, body] of poor) {
    it(`H19 does not go on with a login that gave no ${what}, and keeps the distance to the next`, async () => {
      await using scene = await Scene.set();
      const rule = scene.simulator.faults.add({
        match: { request: 'login' },
        action: { answer: { status: 200, body } },
      });
      await scene.start();
      expect(rule.fired).to.equal(1);
      expect(pauses(scene)[0]).to.be.at.least(400);
      expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['UNEXPECTED_ANSWER']);
      expect(logins(scene)).to.be.within(1, 2);
    });
  }
});
