import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { ConnectionLostError, ProtocolViolationError } from '../errors/connection.js';
import type { OutgoingRequest } from '../ports/transport.js';
import { bench, end, last, live, outcome } from './bench.test.support.js';
import { FakePlatform } from './fake-platform.test.support.js';
import { pass } from './pass.test.support.js';

const MINUTE = 60_000;
const request = (type: string): OutgoingRequest => ({ type, body: {} });

describe('A session', () => {
  let time: SinonFakeTimers;
  let platform: FakePlatform;
  const sentOn = (index: number): readonly string[] => platform.sockets[index]?.requests.map(({ type }) => type) ?? [];

  beforeEach(() => {
    time = sinon.useFakeTimers();
    platform = new FakePlatform();
  });
  afterEach(() => time.restore());

  describe('when the socket is lost', () => {
    it('comes back with the same bearer and hosts, and tells how long it was away', async () => {
      const { session, events } = await live(time, platform, { missed: 3 });
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
      await end(time, session);
    });

    it('counts the losses until it has been live for a minute', async () => {
      const { session, events } = await live(time, platform);
      const attempts: unknown[] = [];
      for (const calm of [30_000, 45_000, 70_000, 0]) {
        platform.socket.cut({ code: 1006 });
        attempts.push(last(events, 'interrupted'));
        await pass(time, 10_000 + calm);
      }
      expect(attempts.map((event) => (event as { attempt: number }).attempt)).to.deep.equal([1, 2, 3, 1]);
      await end(time, session);
    });

    it('rejects what was in flight, and says that the platform may have acted', async () => {
      const { session } = await live(time, platform);
      platform.answers = false;
      const answer = outcome(session.request(request('publish')));
      platform.socket.cut({ code: 1006 });
      expect(await answer)
        .to.be.instanceOf(ConnectionLostError)
        .and.include({ sent: 'unknown' });
      await end(time, session);
    });

    it('holds requests back and sends them in order, after the restoration', async () => {
      const { session } = await live(time, platform);
      platform.socket.cut({ code: 1006 });
      const answers = ['a', 'b', 'c'].map((type) => session.request(request(type)));
      expect(session.waiting).to.equal(3);
      await pass(time, 2_000);
      expect(await Promise.all(answers)).to.deep.equal([{ echo: 'a' }, { echo: 'b' }, { echo: 'c' }]);
      expect(sentOn(1)).to.deep.equal(['restore', 'a', 'b', 'c']);
      expect(session.waiting).to.equal(0);
      await end(time, session);
    });

    it('gives held requests up after their time, and says that they were not sent', async () => {
      platform.mood.upgrade = 'hang';
      const { session } = bench(platform);
      session.start();
      const answer = outcome(session.request(request('a')));
      await pass(time, 30_001);
      expect(await answer).to.include({ code: 'QUEUE_OVERFLOW', sent: 'no' });
      await end(time, session);
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
      await end(time, session);
    });

    it('says why its socket ended while it was resuming, and not only that a request was lost with it', async () => {
      platform.answers = false;
      const { session, events } = bench(platform);
      session.start();
      await pass(time, 20);
      expect(session.state.phase).to.equal('resuming');
      platform.socket.cut({ code: 4401, cause: 'violation', error: new ProtocolViolationError('opcode 3') });
      await pass(time, 20);
      expect(events.filter(({ type }) => type === 'interrupted')).to.have.length(1);
      expect(last(events, 'interrupted')).to.include({ reason: 'violation', code: 4401 });
      expect(last(events, 'interrupted')).to.have.nested.property('error.code', 'PROTOCOL_VIOLATION');
      expect(session.state, 'a bearer that the close code speaks against').not.to.have.property('grant');
      await end(time, session);
    });

    it('gives a platform that trickles its first answers the time of one stage in total', async () => {
      platform.answers = false;
      const { session, events } = bench(platform, { options: { timeouts: { response: 600_000 } } });
      session.start();
      await pass(time, 10_000);
      expect(session.state.phase).to.equal('resuming');
      await pass(time, 20);
      expect(last(events, 'interrupted')).to.include({ reason: 'REQUEST_TIMEOUT' });
      expect(platform.socket.stage).to.equal('ended');
      platform.answers = true;
      await pass(time, 5_000);
      expect(session.state.phase).to.equal('live');
      await end(time, session);
    });

    it('gives the histories of dialogs the time that they take', async () => {
      const catchUp = () => new Promise<{ missed: number }>((resolve) => setTimeout(resolve, 60_000, { missed: 7 }));
      const { session, events } = bench(platform, { catchUp });
      session.start();
      await pass(time, 59_000);
      expect(session.state.phase).to.equal('resuming');
      await pass(time, 2_000);
      expect(last(events, 'live')).to.include({ missed: 7 });
      expect(last(events, 'interrupted')).to.equal(undefined);
      await end(time, session);
    });

    it('counts what an old socket still says, and does nothing about it', async () => {
      const { session, oddities, events } = await live(time, platform);
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
      await end(time, session);
    });

    it('starts the next socket free, since resuming needs its answers', async () => {
      const { session } = await live(time, platform);
      session.pause();
      expect(platform.socket.paused).to.equal(true);
      platform.socket.cut({ code: 1006 });
      await pass(time, 2_000);
      expect(platform.socket.paused).to.equal(false);
      await end(time, session);
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
      await end(time, session);
    });
  });

  describe('with the hosts of the account', () => {
    const move = (host: string) => (platform.hosts = new Map([...platform.hosts, ['asyncMessagingEnt', host]]));
    const dialled = () => platform.sockets.map(({ target }) => new URL(target.url).host);

    it('asks again after a failed dial, and follows the account to its new home', async () => {
      const { session } = await live(time, platform);
      move('new.test');
      platform.socket.cut({ code: 1006 });
      await pass(time, 2_000);
      expect(platform.lookups).to.have.length(1);
      await pass(time, 3_000);
      expect(platform.lookups).to.have.length(2);
      expect(dialled()).to.deep.equal(['socket.test', 'socket.test', 'new.test']);
      expect(session.state.phase).to.equal('live');
      await end(time, session);
    });

    it('uses the last good answer while the lookup is down, without waiting out its retries', async () => {
      const { session, setbacks } = await live(time, platform);
      Object.assign(platform.mood, { lookup: 503, upgrade: 'down' });
      platform.socket.cut({ code: 1006 });
      await pass(time, 1_100);
      platform.mood.upgrade = 'ok';
      await pass(time, 3_100);
      expect(session.state.phase).to.equal('live');
      expect(platform.lookups).to.have.length(2);
      expect(setbacks).to.deep.equal(['discover']);
      await end(time, session);
    });

    it('uses the last good answer also instead of one without a socket service', async () => {
      const { session } = await live(time, platform);
      platform.hosts = new Map([['agentVep', 'login.test']]);
      platform.mood.upgrade = 'down';
      platform.socket.cut({ code: 1006 });
      await pass(time, 1_100);
      platform.mood.upgrade = 'ok';
      await pass(time, 3_100);
      expect(session.state.phase).to.equal('live');
      await end(time, session);
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
      await end(time, session);
    });
  });
});
