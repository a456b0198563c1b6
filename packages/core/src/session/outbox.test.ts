import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { QueueOverflowError, StoppedError } from '../errors/connection.js';
import { Outbox } from './outbox.js';

const clock = { now: () => performance.now() };

describe('Outbox', () => {
  let time: SinonFakeTimers;
  let sent: string[];
  const send = (name: string) => () => {
    sent.push(name);
    return Promise.resolve(name);
  };
  const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  beforeEach(() => {
    time = sinon.useFakeTimers();
    sent = [];
  });
  afterEach(() => time.restore());

  it('sends all that waits in order, before release returns', async () => {
    const outbox = new Outbox({ limit: 10, maxAge: 1_000 }, clock);
    const answers = ['a', 'b', 'c'].map((name) => outbox.hold(send(name)));
    expect(sent).to.deep.equal([]);
    outbox.release();
    expect(sent).to.deep.equal(['a', 'b', 'c']);
    expect(await Promise.all(answers)).to.deep.equal(['a', 'b', 'c']);
    expect(time.countTimers()).to.equal(0);
  });

  it('sends each once', () => {
    const outbox = new Outbox({ limit: 10, maxAge: 1_000 }, clock);
    void outbox.hold(send('a'));
    outbox.release();
    outbox.release();
    expect(sent).to.deep.equal(['a']);
    expect(outbox.depth).to.equal(0);
  });

  it('hands on how the sending fails', async () => {
    const outbox = new Outbox({ limit: 10, maxAge: 1_000 }, clock);
    const answer = outcome(outbox.hold(() => Promise.reject(new RangeError('refused'))));
    outbox.release();
    expect(await answer).to.be.instanceOf(RangeError);
  });

  it('refuses at once what is beyond the limit, and keeps what waits', async () => {
    const outbox = new Outbox({ limit: 2, maxAge: 1_000 }, clock);
    void outbox.hold(send('a'));
    void outbox.hold(send('b'));
    const error = await outcome(outbox.hold(send('c')));
    expect(error).to.be.instanceOf(QueueOverflowError).and.include({ sent: 'no' });
    outbox.release();
    expect(sent).to.deep.equal(['a', 'b']);
  });

  it('gives each up at its own age, with one timer at any time', async () => {
    const outbox = new Outbox({ limit: 10, maxAge: 1_000 }, clock);
    const first = outcome(outbox.hold(send('a')));
    time.tick(400);
    const second = outcome(outbox.hold(send('b')));
    expect(time.countTimers()).to.equal(1);
    time.tick(600);
    expect(await first).to.be.instanceOf(QueueOverflowError);
    expect(outbox.depth).to.equal(1);
    expect(time.countTimers()).to.equal(1);
    time.tick(399);
    expect(outbox.depth).to.equal(1);
    time.tick(1);
    expect(await second).to.be.instanceOf(QueueOverflowError);
    expect(time.countTimers()).to.equal(0);
    expect(sent).to.deep.equal([]);
  });

  it('refuses all that waits when the bot stops', async () => {
    const outbox = new Outbox({ limit: 10, maxAge: 1_000 }, clock);
    const answers = ['a', 'b'].map((name) => outcome(outbox.hold(send(name))));
    const error = new StoppedError('stopping');
    outbox.refuse(error);
    expect(await Promise.all(answers)).to.deep.equal([error, error]);
    expect(time.countTimers()).to.equal(0);
  });

  it('waits for ever if told so', () => {
    const outbox = new Outbox({ limit: 10, maxAge: Infinity }, clock);
    void outbox.hold(send('a'));
    expect(time.countTimers()).to.equal(0);
    time.tick(1_000_000_000);
    outbox.release();
    expect(sent).to.deep.equal(['a']);
  });

  it('is not moved by the wall clock', () => {
    const outbox = new Outbox({ limit: 10, maxAge: 1_000 }, clock);
    void outbox.hold(send('a'));
    time.setSystemTime(Date.now() + 3_600_000);
    time.tick(999);
    expect(outbox.depth).to.equal(1);
  });
});
