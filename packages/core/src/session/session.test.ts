import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { StoppedError } from '../errors/connection.js';
import type { OutgoingRequest } from '../ports/transport.js';
import { bench, end, last, live, names, outcome } from './bench.test.support.js';
import { FakePlatform } from './fake-platform.test.support.js';
import { pass, settle } from './pass.test.support.js';
import type { Phase } from './table.js';

const MINUTE = 60_000;
const request = (type: string): OutgoingRequest => ({ type, body: {} });

describe('Session', () => {
  let time: SinonFakeTimers;
  let platform: FakePlatform;
  const sentOn = (index: number): readonly string[] => platform.sockets[index]?.requests.map(({ type }) => type) ?? [];

  beforeEach(() => {
    time = sinon.useFakeTimers();
    platform = new FakePlatform();
  });
  afterEach(() => time.restore());

  describe('on a good day', () => {
    it('becomes live by one lookup, one login, one dial and one restoration', async () => {
      const { events, session } = await live(time, platform, { missed: 2 });
      expect(names(events)).to.deep.equal(['discovered', 'authenticated', 'connected', 'live']);
      expect(last(events, 'live')).to.include({ missed: 2 });
      expect([platform.lookups, platform.logins, platform.sockets].map(({ length }) => length)).to.deep.equal([
        1, 1, 1,
      ]);
      expect(platform.socket.bearer).to.equal('bearer-1');
      expect(sentOn(0)).to.deep.equal(['restore']);
      await end(time, session);
    });

    it('asks for the next as soon as an answer is there, with no timer between', async () => {
      const { session } = bench(platform);
      session.start();
      await settle();
      time.next(); // the answer to the look-up
      await settle();
      expect(platform.logins).to.have.length(1);
      time.next(); // the answer to the login
      await settle();
      expect(platform.sockets).to.have.length(1);
      await end(time, session);
    });

    it('tells listeners what became of their requests, also of one that had to wait', async () => {
      const { session } = await live(time, platform);
      const heard: unknown[] = [];
      const ask = (type: string): void =>
        session.ask(request(type), {
          answered: (body) => heard.push(body),
          failed: ({ name }) => heard.push(name),
        });
      ask('live');
      platform.socket.cut();
      ask('waiting');
      await pass(time, 5_000);
      await end(time, session);
      ask('stopped');
      await pass(time, 0);
      expect(heard).to.deep.equal([{ echo: 'live' }, { echo: 'waiting' }, 'StoppedError']);
    });

    it('starts once, however often it is asked', async () => {
      const { session } = await live(time, platform);
      session.start();
      await pass(time, 1_000);
      expect(platform.sockets).to.have.length(1);
      await end(time, session);
    });

    it('stays live for a day, with the bearer prolonged every five minutes and the snapshot compared', async () => {
      const { session, states } = await live(time, platform);
      await pass(time, 24 * 60 * MINUTE);
      expect(platform.sockets).to.have.length(1);
      expect(platform.logins).to.have.length(1);
      expect(platform.refreshes).to.have.length.within(286, 288);
      expect(sentOn(0).filter((type) => type === 'reconcile')).to.have.length.within(286, 288);
      expect(states.at(-1)).to.include({ phase: 'live', attempt: 0 });
      await end(time, session);
    });

    it('spreads the refreshes by a tenth up and down', async () => {
      for (const [chance, from, to] of [
        [0, 270_000, 270_200],
        [0.999_999, 329_900, 330_200],
      ] as const) {
        platform = new FakePlatform();
        const begin = performance.now();
        const { session } = await live(time, platform, { random: () => chance });
        await pass(time, 6 * MINUTE);
        expect((platform.refreshes[0] ?? 0) - begin).to.be.within(from, to);
        await end(time, session);
      }
    });

    it('never refreshes if the interval is endless', async () => {
      const { session } = await live(time, platform, {
        options: { refresh: { every: Infinity }, reconcile: { every: Infinity } },
      });
      await pass(time, 60 * MINUTE);
      expect(platform.refreshes).to.deep.equal([]);
      expect(sentOn(0)).to.deep.equal(['restore']);
      await end(time, session);
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
      const { session, events } = await live(time, platform, {
        drain: () => new Promise((resolve) => (finish = resolve)),
      });
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
      const { session } = await live(time, platform, { drain });
      session.stop(700);
      await pass(time, 699);
      expect(session.state.phase).to.equal('draining');
      await pass(time, 20);
      expect(session.state.phase).to.equal('closed');
      expect(aborted).to.equal(true);
      expect(time.countTimers()).to.equal(0);
    });

    it('does not wait long for a platform that no longer answers', async () => {
      const { session } = await live(time, platform);
      Object.assign(platform, { answers: false });
      platform.mood.logout = 'hang';
      session.stop();
      await pass(time, 4_100);
      expect(session.state.phase).to.equal('closed');
      expect(time.countTimers()).to.equal(0);
    });

    it('while it waits, is over within a second although the logout hangs', async () => {
      const { session } = await live(time, platform);
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
      const { session } = await live(time, platform);
      await end(time, session);
      const error = await outcome(session.request(request('late')));
      expect(error).to.be.instanceOf(StoppedError).and.include({ sent: 'no' });
    });
  });

  it('is not moved by the wall clock', async () => {
    const { session } = await live(time, platform);
    const years = 10 * 365 * 24 * 60 * MINUTE;
    for (const jump of [60 * MINUTE, -60 * MINUTE, years, -years]) {
      time.setSystemTime(Date.now() + jump);
      await pass(time, 2 * MINUTE);
    }
    expect(session.state).to.include({ phase: 'live', attempt: 0 });
    expect([platform.logins, platform.sockets, platform.refreshes].map(({ length }) => length)).to.deep.equal([
      1, 1, 1,
    ]);
    await end(time, session);
  });
});
