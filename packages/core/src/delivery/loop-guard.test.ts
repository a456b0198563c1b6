import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LoopGuard } from './loop-guard.js';

const options = { replies: 3, within: 1_000, pause: 500 };

describe('LoopGuard', () => {
  it('is full at the limit, and no longer when the replies are old', () => {
    const guard = new LoopGuard(options);
    for (const now of [0, 10, 20]) guard.replied(now, undefined);
    expect(guard.isFull(30)).to.equal(true);
    expect(guard.isFull(1_000)).to.equal(false);
  });

  it('pauses twice as long each time, up to an hour', () => {
    const guard = new LoopGuard(options);
    expect([guard.trip(), guard.trip(), guard.trip()]).to.deep.equal([500, 1_000, 2_000]);
    for (let n = 0; n < 50; n += 1) guard.trip();
    expect(guard.trip()).to.equal(3_600_000);
  });

  it('knows its own text in the mouth of another for a while, short texts aside', () => {
    const guard = new LoopGuard(options);
    guard.replied(0, 'What may I do for you?');
    guard.replied(0, 'Yes');
    expect(guard.isEcho(10, 'What may I do for you?')).to.equal(true);
    expect(guard.isEcho(10, 'Yes')).to.equal(false);
    expect(guard.isEcho(10, '')).to.equal(false);
    expect(guard.isEcho(2_000, 'What may I do for you?')).to.equal(false);
  });

  it('remembers nothing when it is turned off', () => {
    const guard = new LoopGuard({ ...options, replies: Infinity });
    guard.replied(0, 'What may I do for you?');
    expect(guard.isFull(0)).to.equal(false);
    expect(guard.isEcho(0, 'What may I do for you?')).to.equal(false);
  });
});
