import { expect } from 'chai';
import { describe, it } from 'mocha';
import { FakeBot } from './shown-bot.test.support.js';
import { sessionSnapshot } from './session-snapshot.js';

const bot = new FakeBot();
const moment = '2026-01-02T03:04:05.678Z';
const at = new Date(moment);

describe('A snapshot of a session', () => {
  it('says every moment as JSON has it, and leaves out what there is not', () => {
    const { at: taken, ...snapshot } = sessionSnapshot('EchoBot', bot.health());
    expect(new Date(taken).toISOString()).to.equal(taken);
    expect(snapshot).to.deep.equal({
      bot: { name: 'EchoBot' },
      phase: 'live',
      since: '1970-01-01T00:00:01.000Z',
      attempt: 0,
      ready: true,
      conversations: 0,
      waitingRequests: 0,
      delivery: { dialogs: 0, queued: 0, running: 0, behind: 0, parked: 0, outgoing: 0 },
      lanes: [],
      oddities: {},
    });
  });

  it('tells the loss, the bearer, the line and the clock', () => {
    bot.facts = {
      retryAt: at,
      lastLoss: { reason: 'closed', code: 1006, at },
      bearer: { obtainedAt: at, refreshedAt: at },
      lastInbound: at,
      clock: { at, roundTrip: 3, offset: -2 },
      lanes: [{ dialogId: 'd1', queued: 2, running: true }],
    };
    expect(sessionSnapshot('EchoBot', bot.health())).to.deep.include({
      retryAt: moment,
      lastLoss: { reason: 'closed', code: 1006, at: moment },
      bearer: { obtainedAt: moment, refreshedAt: moment },
      lastInbound: moment,
      clock: { at: moment, roundTrip: 3, offset: -2 },
      lanes: [{ dialogId: 'd1', queued: 2, running: true }],
    });
  });

  it('names no oddity that could hold more than a word', () => {
    bot.facts = {
      oddities: Object.fromEntries([
        ['late-answer', 2],
        ['__proto__', 5],
        ['hello, my canary', 1],
        ['<b>', 1],
      ]),
    };
    const { oddities } = sessionSnapshot('EchoBot', bot.health());
    expect(JSON.stringify(oddities)).to.equal('{"late-answer":2,"__proto__":5,"other":2}');
    expect(Object.getPrototypeOf(oddities)).to.equal(Object.prototype);
  });
});
