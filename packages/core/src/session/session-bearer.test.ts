import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { bench, end, last, live, names } from './bench.test.support.js';
import { FakePlatform } from './fake-platform.test.support.js';
import { pass } from './pass.test.support.js';

const MINUTE = 60_000;

describe('A session', () => {
  let time: SinonFakeTimers;
  let platform: FakePlatform;

  beforeEach(() => {
    time = sinon.useFakeTimers();
    platform = new FakePlatform();
  });
  afterEach(() => time.restore());

  describe('with the bearer', () => {
    it('logs in once when the platform refuses it on the socket', async () => {
      const { session } = await live(time, platform);
      await pass(time, MINUTE);
      platform.socket.cut({ code: 4401 });
      await pass(time, 5_000);
      expect(session.state.phase).to.equal('live');
      expect(platform.logins).to.have.length(2);
      expect(platform.socket.bearer).to.equal('bearer-2');
      await end(time, session);
    });

    it('logs in before it dials with a bearer that has outlived its session', async () => {
      platform.sessionTtl = 10 * MINUTE;
      const { session } = await live(time, platform);
      platform.mood.upgrade = 'down';
      platform.socket.cut({ code: 1006 });
      await pass(time, 9 * MINUTE);
      expect(platform.logins).to.have.length(1);
      await pass(time, 4 * MINUTE);
      platform.mood.upgrade = 'ok';
      await pass(time, 3 * MINUTE);
      expect(session.state.phase).to.equal('live');
      expect(platform.socket.bearer).to.equal('bearer-2');
      await end(time, session);
    });

    it('logs in once when the refresh is refused, and keeps the healthy socket', async () => {
      const { session, events } = await live(time, platform);
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
      await end(time, session);
    });

    it('keeps the socket also if that login is refused, and tries again at the next turn', async () => {
      const { session, setbacks } = await live(time, platform);
      Object.assign(platform.mood, { refresh: 401, login: 401 });
      await pass(time, 11 * MINUTE);
      expect(session.state.phase).to.equal('live');
      expect(platform.logins).to.have.length(3);
      expect(setbacks.filter((name) => name === 'refresh')).to.have.length(2);
      await end(time, session);
    });

    it('lets a refresh that finds the service down change nothing', async () => {
      const { session, setbacks, events } = await live(time, platform);
      platform.mood.refresh = 503;
      await pass(time, 6 * MINUTE);
      expect(setbacks).to.deep.equal(['refresh']);
      expect(names(events)).to.not.include('refreshed');
      expect(platform.logins).to.have.length(1);
      await end(time, session);
    });

    it('logs in once when a refused refresh and a refused socket come together', async () => {
      const { session } = await live(time, platform, { options: { refresh: { every: 10_000 } } });
      platform.mood.refresh = 401;
      await pass(time, 9_900);
      while (platform.refreshes.length === 0) await pass(time, 1);
      await pass(time, 1);
      platform.mood.refresh = 'ok';
      platform.socket.cut({ code: 4401 });
      await pass(time, 20_000);
      expect(session.state.phase).to.equal('live');
      expect(platform.logins).to.have.length(2);
      await end(time, session);
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
      const { session } = await live(time, platform, { random: () => 0 });
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
      await end(time, session);
    });

    it('gives up when another process takes the user again and again', async () => {
      const { session, events } = await live(time, platform);
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
          await end(time, session);
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
      await end(time, session);
    });
  });
});
