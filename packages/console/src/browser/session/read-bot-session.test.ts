import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readDiagram } from './diagram.js';
import { readHappening } from './happening.js';
import { readBotSession } from './read-bot-session.js';

const at = '2026-01-02T03:04:05.678Z';
const time = Date.parse(at);

describe('readBotSession', () => {
  it('reads what a session port tells', () => {
    const session = readBotSession({
      bot: { name: 'EchoBot' },
      at,
      phase: 'waiting',
      since: at,
      attempt: 2,
      retryAt: at,
      ready: false,
      lastLoss: { reason: 'silent', code: 1006, at },
      bearer: { obtainedAt: at, refreshedAt: at },
      lastInbound: at,
      clock: { at, roundTrip: 1.5, offset: -3 },
      conversations: 4,
      waitingRequests: 1,
      delivery: { queued: 2, running: 1 },
      lanes: [{ dialogId: 'd1', queued: 2, running: true }],
      oddities: { 'late-socket-event': 1 },
    });
    expect(session).to.deep.equal({
      name: 'EchoBot',
      at: time,
      phase: 'waiting',
      since: time,
      attempt: 2,
      retryAt: time,
      ready: false,
      lastLoss: { reason: 'silent', code: 1_006, at: time },
      bearer: { obtainedAt: time, refreshedAt: time },
      lastInbound: time,
      clock: { at: time, roundTrip: 1.5, offset: -3 },
      conversations: 4,
      waitingRequests: 1,
      delivery: [
        { name: 'queued', count: 2 },
        { name: 'running', count: 1 },
      ],
      lanes: [{ dialogId: 'd1', queued: 2, running: true }],
      oddities: [{ name: 'late-socket-event', count: 1 }],
    });
  });

  it('takes no snapshot without a time or a phase', () => {
    for (const value of [undefined, null, 7, [], {}, { at }, { phase: 'live' }, { at: 'soon', phase: 'live' }]) {
      expect(readBotSession(value)).to.equal(undefined);
    }
  });

  it('does without whatever is not as it should be', () => {
    const odd = readBotSession({
      bot: 'EchoBot',
      at,
      phase: 'live',
      attempt: -1,
      retryAt: 5,
      ready: 'yes',
      lastLoss: { reason: 'silent' },
      clock: { at: {} },
      delivery: { queued: 'many', [`${'x'.repeat(65)}`]: 1 },
      lanes: [{ dialogId: {} }, 'lane', { dialogId: 'd1', queued: -2, running: 'true' }],
      oddities: 'none',
    });
    expect(odd).to.deep.equal({
      name: 'bot',
      at: time,
      phase: 'live',
      since: time,
      attempt: 0,
      ready: false,
      conversations: 0,
      waitingRequests: 0,
      delivery: [],
      lanes: [{ dialogId: 'd1', queued: 0, running: false }],
      oddities: [],
    });
  });

  it('shows so many lanes and no more', () => {
    const lanes = Array.from({ length: 10_000 }, (_, index) => ({ dialogId: `d${index}` }));
    expect(readBotSession({ at, phase: 'live', lanes })?.lanes).to.have.lengthOf(200);
  });
});

describe('readHappening', () => {
  it('reads an event, and nothing that is none', () => {
    const happening = { id: 7, at, name: 'interrupted', detail: { reason: 'silent' } };
    expect(readHappening(happening)).to.deep.equal({ ...happening, id: '7', at: time });
    expect(readHappening({ ...happening, detail: [1] })?.detail).to.deep.equal({});
    expect(readHappening({ ...happening, at: undefined })).to.equal(undefined);
    expect(readHappening('interrupted')).to.equal(undefined);
  });
});

describe('readDiagram', () => {
  it('keeps transitions between phases that it knows', () => {
    const step = { from: 'idle', on: 'start', to: 'live' };
    const diagram = { phases: ['idle', 'live', {}], transitions: [step, { ...step, to: 'nowhere' }, 'step'] };
    expect(readDiagram(diagram)).to.deep.equal({ phases: ['idle', 'live'], transitions: [step] });
    expect(readDiagram(undefined)).to.deep.equal({ phases: [], transitions: [] });
  });
});
