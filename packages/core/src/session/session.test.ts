import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { ConnectionLostError, StoppedError } from '../errors/connection.js';
import type { OutgoingRequest } from '../ports/transport.js';
import { bench, type Bench, type BenchOptions, FakePlatform, pass } from './fake-platform.test.support.js';
import type { LifecycleEvent, LifecycleName } from './lifecycle.js';
import type { Session } from './session.js';
import type { Phase } from './table.js';

const MINUTE = 60_000;
const request = (type: string): OutgoingRequest => ({ type, body: {} });
const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
const names = (events: readonly LifecycleEvent[]): readonly LifecycleName[] => events.map(({ type }) => type);
const last = (events: readonly LifecycleEvent[], name: LifecycleName): LifecycleEvent | undefined =>
  events.findLast(({ type }) => type === name);

describe('Session', () => {
  let time: SinonFakeTimers;
  let platform: FakePlatform;

  /** A session that has been live for 50 ms. */
  async function live(options: BenchOptions = {}): Promise<Bench> {
    const made = bench(platform, options);
    made.session.start();
    await pass(time, 50);
    expect(made.session.state.phase).to.equal('live');
    return made;
  }

  /** Stops, and makes sure that nothing is left behind. */
  async function end(session: Session): Promise<void> {
    session.stop();
    await pass(time, 20_000);
    expect(session.state.phase).to.be.oneOf(['closed', 'failed']);
    expect(time.countTimers()).to.equal(0);
  }

  const sentOn = (index: number): readonly string[] => platform.sockets[index]?.requests.map(({ type }) => type) ?? [];

  beforeEach(() => {
    time = sinon.useFakeTimers();
    platform = new FakePlatform();
  });
  afterEach(() => time.restore());

  describe('on a good day', () => {
    it('becomes live by one lookup, one login, one dial and one restoration', async () => {
      const { events, session } = await live({ missed: 2 });
      expect(names(events)).to.deep.equal(['discovered', 'authenticated', 'connected', 'live']);
      expect(last(events, 'live')).to.include({ missed: 2 });
      expect([platform.lookups, platform.logins, platform.sockets].map(({ length }) => length)).to.deep.equal([
        1, 1, 1,
      ]);
      expect(platform.socket.bearer).to.equal('bearer-1');
      expect(sentOn(0)).to.deep.equal(['restore']);
      await end(session);
    });

    it('starts once, however often it is asked', async () => {
      const { session } = await live();
      session.start();
      await pass(time, 1_000);
      expect(platform.sockets).to.have.length(1);
      await end(session);
    });

    it('stays live for a day, with the bearer prolonged every five minutes and the snapshot compared', async () => {
      const { session, states } = await live();
      await pass(time, 24 * 60 * MINUTE);
      expect(platform.sockets).to.have.length(1);
      expect(platform.logins).to.have.length(1);
      expect(platform.refreshes).to.have.length.within(286, 288);
      expect(sentOn(0).filter((type) => type === 'reconcile')).to.have.length.within(286, 288);
      expect(states.at(-1)).to.include({ phase: 'live', attempt: 0 });
      await end(session);
    });

    it('spreads the refreshes by a tenth up and down', async () => {
      for (const [chance, from, to] of [
        [0, 270_000, 270_200],
        [0.999_999, 329_900, 330_200],
      ] as const) {
        platform = new FakePlatform();
        const begin = performance.now();
        const { session } = await live({ random: () => chance });
        await pass(time, 6 * MINUTE);
        expect((platform.refreshes[0] ?? 0) - begin).to.be.within(from, to);
        await end(session);
      }
    });

    it('never refreshes if the interval is endless', async () => {
      const { session } = await live({ options: { refresh: { every: Infinity }, reconcile: { every: Infinity } } });
      await pass(time, 60 * MINUTE);
      expect(platform.refreshes).to.deep.equal([]);
      expect(sentOn(0)).to.deep.equal(['restore']);
      await end(session);
    });
  });

  describe('when the socket is lost', () => {
    it('comes back with the same bearer and hosts, and tells how long it was away', async () => {
      const { session, events } = await live({ missed: 3 });
      platform.socket.cut({ code: 1006 });
      expect(last(events, 'interrupted')).to.include({ reason: 'closed', code: 1006, attempt: 1, retryIn: 1_000 });
      expect(session.state.phase).to.equal('waiting');
      await pass(time, 990);
      expect(platform.sockets).to.have.length(1);
      await pass(time, 30);
      expect(session.state.phase).to.equal('live');
      const recovered = last(events, 'recovered');
      expect(recovered).to.include({ missed: 3 });
      expect(recovered).to.have.property('downtime').that.is.within(1_000, 1_010);
      expect([platform.lookups, platform.logins, platform.sockets].map(({ length }) => length)).to.deep.equal([
        1, 1, 2,
      ]);
      expect(platform.socket.bearer).to.equal('bearer-1');
      await end(session);
    });

    it('counts the losses until it has been live for a minute', async () => {
      const { session, events } = await live();
      const attempts: unknown[] = [];
      for (const calm of [30_000, 45_000, 70_000, 0]) {
        platform.socket.cut({ code: 1006 });
        attempts.push(last(events, 'interrupted'));
        await pass(time, 10_000 + calm);
      }
      expect(attempts.map((event) => (event as { attempt: number }).attempt)).to.deep.equal([1, 2, 3, 1]);
      await end(session);
    });

    it('rejects what was in flight, and says that the platform may have acted', async () => {
      const { session } = await live();
      platform.answers = false;
      const answer = outcome(session.request(request('publish')));
      platform.socket.cut({ code: 1006 });
      expect(await answer)
        .to.be.instanceOf(ConnectionLostError)
        .and.include({ sent: 'unknown' });
      await end(session);
    });

    it('holds requests back and sends them in order, after the restoration', async () => {
      const { session } = await live();
      platform.socket.cut({ code: 1006 });
      const answers = ['a', 'b', 'c'].map((type) => session.request(request(type)));
      expect(session.waiting).to.equal(3);
      await pass(time, 2_000);
      expect(await Promise.all(answers)).to.deep.equal([{ echo: 'a' }, { echo: 'b' }, { echo: 'c' }]);
      expect(sentOn(1)).to.deep.equal(['restore', 'a', 'b', 'c']);
      expect(session.waiting).to.equal(0);
      await end(session);
    });

    it('gives held requests up after their time, and says that they were not sent', async () => {
      platform.mood.upgrade = 'hang';
      const { session } = bench(platform);
      session.start();
      const answer = outcome(session.request(request('a')));
      await pass(time, 30_001);
      expect(await answer).to.include({ code: 'QUEUE_OVERFLOW', sent: 'no' });
      await end(session);
    });

    it('lets a request through early only while it resumes', async () => {
      platform.answers = false;
      const { session } = bench(platform);
      session.start();
      const held = session.requestEarly(request('held'));
      await pass(time, 20);
      expect(session.state.phase).to.equal('resuming');
      void outcome(session.requestEarly(request('early')));
      expect(sentOn(0)).to.deep.equal(['restore', 'early']);
      void outcome(held);
      await end(session);
    });

    it('counts what an old socket still says, and does nothing about it', async () => {
      const { session, oddities, events } = await live();
      const old = platform.socket;
      old.cut({ code: 1006 });
      await pass(time, 2_000);
      const told = events.length;
      old.listener.opened();
      old.listener.notified({ kind: 'notification', type: 'x', body: {} });
      old.listener.closed({ code: 4401, cause: 'closed', error: new ConnectionLostError('late', 'unknown') });
      await pass(time, 1_000);
      expect(oddities).to.deep.equal(['late-socket-event', 'late-socket-event']);
      expect(events).to.have.length(told);
      expect(session.state).to.include({ phase: 'live', epoch: 2 });
      await end(session);
    });

    it('keeps the platform held back on the next socket', async () => {
      const { session } = await live();
      session.pause();
      platform.socket.cut({ code: 1006 });
      await pass(time, 2_000);
      expect(platform.socket.paused).to.equal(true);
      session.resume();
      expect(platform.socket.paused).to.equal(false);
      await end(session);
    });

    it('takes a new bearer after three brief sockets in a row, and only one', async () => {
      platform.onOpen = (socket) => void setTimeout(() => socket.cut({ code: 1006 }), 50);
      const { session } = bench(platform);
      session.start();
      await pass(time, 3 * MINUTE);
      expect(platform.sockets.slice(0, 4).map(({ bearer }) => bearer)).to.deep.equal([
        ...Array.from({ length: 3 }, () => 'bearer-1'),
        'bearer-2',
      ]);
      expect(platform.logins).to.have.length(2);
      await end(session);
    });
  });

  describe('with the bearer', () => {
    it('logs in once when the platform refuses it on the socket', async () => {
      const { session } = await live();
      await pass(time, MINUTE);
      platform.socket.cut({ code: 4401 });
      await pass(time, 5_000);
      expect(session.state.phase).to.equal('live');
      expect(platform.logins).to.have.length(2);
      expect(platform.socket.bearer).to.equal('bearer-2');
      await end(session);
    });

    it('logs in once when the refresh is refused, and keeps the healthy socket', async () => {
      const { session, events } = await live();
      platform.mood.refresh = 401;
      await pass(time, 5.1 * MINUTE);
      platform.mood.refresh = 'ok';
      expect(platform.logins).to.have.length(2);
      expect(platform.sockets).to.have.length(1);
      expect(last(events, 'refreshed')).to.include({ replaced: true });
      platform.socket.cut({ code: 1006 });
      await pass(time, 2_000);
      expect(platform.socket.bearer).to.equal('bearer-2');
      expect(platform.logins).to.have.length(2);
      await end(session);
    });

    it('keeps the socket also if that login is refused, and tries again at the next turn', async () => {
      const { session, setbacks } = await live();
      Object.assign(platform.mood, { refresh: 401, login: 401 });
      await pass(time, 11 * MINUTE);
      expect(session.state.phase).to.equal('live');
      expect(platform.logins).to.have.length(3);
      expect(setbacks.filter((name) => name === 'refresh')).to.have.length(2);
      await end(session);
    });

    it('lets a refresh that finds the service down change nothing', async () => {
      const { session, setbacks, events } = await live();
      platform.mood.refresh = 503;
      await pass(time, 6 * MINUTE);
      expect(setbacks).to.deep.equal(['refresh']);
      expect(names(events)).to.not.include('refreshed');
      expect(platform.logins).to.have.length(1);
      await end(session);
    });

    it('logs in once when a refused refresh and a refused socket come together', async () => {
      const { session } = await live({ options: { refresh: { every: 10_000 } } });
      platform.mood.refresh = 401;
      await pass(time, 9_900);
      while (platform.refreshes.length === 0) await pass(time, 1);
      await pass(time, 1);
      platform.mood.refresh = 'ok';
      platform.socket.cut({ code: 4401 });
      await pass(time, 20_000);
      expect(session.state.phase).to.equal('live');
      expect(platform.logins).to.have.length(2);
      await end(session);
    });

    it('fails at once on a refused login before the first live, with one call', async () => {
      platform.mood.login = 401;
      const { session, events, states } = bench(platform);
      session.start();
      await pass(time, 10 * MINUTE);
      expect(platform.logins).to.have.length(1);
      expect(states.at(-1)?.phase).to.equal('failed');
      expect(last(events, 'failed')).to.have.nested.property('error.code', 'LOGIN_REFUSED');
      expect(time.countTimers()).to.equal(0);
      session.stop();
    });

    it('stays and asks slowly when a login is refused later', async () => {
      const { session } = await live({ random: () => 0 });
      await pass(time, MINUTE);
      platform.mood.login = 401;
      platform.socket.cut({ code: 4401 });
      const begin = performance.now();
      await pass(time, 12 * MINUTE);
      const after = platform.logins.slice(1).map((at) => Math.round((at - begin) / 1_000));
      expect(after).to.deep.equal([0, 120, 300, 600]);
      platform.mood.login = 'ok';
      await pass(time, 5 * MINUTE);
      expect(session.state.phase).to.equal('live');
      await end(session);
    });

    it('gives up when another process takes the user again and again', async () => {
      const { session, events } = await live();
      for (let round = 0; round < 3; round += 1) {
        platform.socket.cut({ code: 4401 });
        await pass(time, 20_000);
      }
      expect(session.state.phase).to.equal('failed');
      expect(last(events, 'failed')).to.have.nested.property('error.code', 'BOT_USER_TAKEN');
      expect(platform.logins).to.have.length(3);
      expect(time.countTimers()).to.equal(0);
    });
  });

  describe('facing a platform that never takes the bearer', () => {
    const faces: readonly (readonly [string, () => void])[] = [
      ['answers 401 to every upgrade', () => (platform.mood.upgrade = 401)],
      ['answers 403 to every upgrade', () => (platform.mood.upgrade = 403)],
      ['closes every socket with 1011', () => (platform.onOpen = (socket) => socket.cut({ code: 1011 }))],
      ['closes every socket with 1008', () => (platform.onOpen = (socket) => socket.cut({ code: 1008 }))],
    ];
    for (const [face, put] of faces) {
      for (const chance of [0, 0.999]) {
        it(`that ${face}, logs in four times in five minutes at most, then every two minutes (draw ${chance})`, async () => {
          put();
          const { session } = bench(platform, { random: () => chance });
          session.start();
          await pass(time, 30 * MINUTE);
          const { logins } = platform;
          expect(logins.filter((at) => at < 5 * MINUTE)).to.have.length.within(2, 4);
          expect(logins.length).to.be.at.least(4);
          const gaps = logins.slice(1).map((at, index) => at - (logins[index] ?? 0));
          expect(Math.min(...gaps)).to.be.at.least(5_000);
          expect(Math.min(...gaps.slice(1))).to.be.at.least(2 * MINUTE);
          expect(session.state.phase).to.not.equal('failed');
          await end(session);
        });
      }
    }

    it('is live soon after it takes it again', async () => {
      platform.mood.upgrade = 401;
      const { session } = bench(platform);
      session.start();
      await pass(time, 10 * MINUTE);
      platform.mood.upgrade = 'ok';
      await pass(time, 10 * MINUTE);
      expect(session.state.phase).to.equal('live');
      await end(session);
    });
  });

  describe('with the hosts of the account', () => {
    const move = (host: string) => (platform.hosts = new Map([...platform.hosts, ['asyncMessagingEnt', host]]));
    const dialled = () => platform.sockets.map(({ target }) => new URL(target.url).host);

    it('asks again after a failed dial, and follows the account to its new home', async () => {
      const { session } = await live();
      move('new.test');
      platform.socket.cut({ code: 1006 });
      await pass(time, 2_000);
      expect(platform.lookups).to.have.length(1);
      await pass(time, 3_000);
      expect(platform.lookups).to.have.length(2);
      expect(dialled()).to.deep.equal(['socket.test', 'socket.test', 'new.test']);
      expect(session.state.phase).to.equal('live');
      await end(session);
    });

    it('uses the last good answer while the lookup is down, without waiting out its retries', async () => {
      const { session, setbacks } = await live();
      Object.assign(platform.mood, { lookup: 503, upgrade: 'down' });
      platform.socket.cut({ code: 1006 });
      await pass(time, 1_100);
      platform.mood.upgrade = 'ok';
      await pass(time, 3_100);
      expect(session.state.phase).to.equal('live');
      expect(platform.lookups).to.have.length(2);
      expect(setbacks).to.deep.equal(['discover']);
      await end(session);
    });

    it('uses the last good answer also instead of one without a socket service', async () => {
      const { session } = await live();
      platform.hosts = new Map([['agentVep', 'login.test']]);
      platform.mood.upgrade = 'down';
      platform.socket.cut({ code: 1006 });
      await pass(time, 1_100);
      platform.mood.upgrade = 'ok';
      await pass(time, 3_100);
      expect(session.state.phase).to.equal('live');
      await end(session);
    });

    it('asks until it has a useful first answer', async () => {
      const { hosts } = platform;
      platform.hosts = new Map([['agentVep', 'login.test']]);
      const { session } = bench(platform);
      session.start();
      await pass(time, 5_000);
      expect(platform.logins).to.deep.equal([]);
      platform.hosts = hosts;
      await pass(time, 30_000);
      expect(session.state.phase).to.equal('live');
      await end(session);
    });
  });

  describe('when it is stopped', () => {
    const stuck: readonly (readonly [Phase, () => void])[] = [
      ['discovering', () => (platform.mood.lookup = 'hang')],
      ['authenticating', () => (platform.mood.login = 'hang')],
      ['connecting', () => (platform.mood.upgrade = 'hang')],
      ['resuming', () => (platform.answers = false)],
      ['waiting', () => (platform.mood.upgrade = 503)],
      ['live', () => undefined],
    ];
    for (const [phase, put] of stuck) {
      it(`in ${phase}, closes within a second or what the drain may take, and leaves no timer`, async () => {
        put();
        const { session, states } = bench(platform);
        session.start();
        await pass(time, 100);
        expect(session.state.phase).to.equal(phase);
        const held = phase === 'live' ? undefined : outcome(session.request(request('held')));
        platform.answers = true;
        session.stop();
        await pass(time, 500);
        expect(states.at(-1)?.phase).to.equal('closed');
        expect(time.countTimers()).to.equal(0);
        if (held !== undefined) expect(await held).to.be.instanceOf(StoppedError);
        expect(platform.sockets.every(({ stage }) => stage === 'ended')).to.equal(true);
      });
    }

    it('before it was started, is closed, and cannot be started any more', async () => {
      const { session, states } = bench(platform);
      let over = false;
      session.state$.subscribe({ complete: () => (over = true) });
      session.stop();
      session.start();
      await pass(time, 1_000);
      expect(states.at(-1)?.phase).to.equal('closed');
      expect(over).to.equal(true);
      expect(platform.lookups).to.deep.equal([]);
    });

    it('drains, says that it is away on the open socket, closes it and logs out', async () => {
      let finish = (): void => undefined;
      const { session, events } = await live({ drain: () => new Promise((resolve) => (finish = resolve)) });
      session.stop();
      await pass(time, 3_000);
      expect(session.state.phase).to.equal('draining');
      expect(await session.request(request('last words'))).to.deep.equal({ echo: 'last words' });
      finish();
      await pass(time, 100);
      expect(sentOn(0).slice(-2)).to.deep.equal(['last words', 'away']);
      expect(platform.socket.stage).to.equal('ended');
      expect(platform.logouts).to.have.length(1);
      expect(names(events).slice(-2)).to.deep.equal(['draining', 'closed']);
      expect(time.countTimers()).to.equal(0);
    });

    it('cuts a drain that takes too long, by the given time, and aborts it', async () => {
      let aborted = false;
      const drain = (signal: AbortSignal): Promise<void> =>
        new Promise(() => signal.addEventListener('abort', () => (aborted = true)));
      const { session } = await live({ drain });
      session.stop(700);
      await pass(time, 699);
      expect(session.state.phase).to.equal('draining');
      await pass(time, 20);
      expect(session.state.phase).to.equal('closed');
      expect(aborted).to.equal(true);
      expect(time.countTimers()).to.equal(0);
    });

    it('does not wait long for a platform that no longer answers', async () => {
      const { session } = await live();
      Object.assign(platform, { answers: false });
      platform.mood.logout = 'hang';
      session.stop();
      await pass(time, 4_100);
      expect(session.state.phase).to.equal('closed');
      expect(time.countTimers()).to.equal(0);
    });

    it('while it waits, is over within a second although the logout hangs', async () => {
      const { session } = await live();
      platform.socket.cut({ code: 1006 });
      platform.mood.logout = 'hang';
      let over = false;
      session.state$.subscribe({ complete: () => (over = true) });
      session.stop();
      await pass(time, 999);
      expect(over).to.equal(true);
      expect(time.countTimers()).to.equal(0);
    });

    it('refuses new requests, saying that they were not sent', async () => {
      const { session } = await live();
      await end(session);
      const error = await outcome(session.request(request('late')));
      expect(error).to.be.instanceOf(StoppedError).and.include({ sent: 'no' });
    });
  });

  it('is not moved by the wall clock', async () => {
    const { session } = await live();
    const years = 10 * 365 * 24 * 60 * MINUTE;
    for (const jump of [60 * MINUTE, -60 * MINUTE, years, -years]) {
      time.setSystemTime(Date.now() + jump);
      await pass(time, 2 * MINUTE);
    }
    expect(session.state).to.include({ phase: 'live', attempt: 0 });
    expect([platform.logins, platform.sockets, platform.refreshes].map(({ length }) => length)).to.deep.equal([
      1, 1, 1,
    ]);
    await end(session);
  });
});
