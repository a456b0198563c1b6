import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConfigurationError } from '../errors/configuration.js';
import { ConnectionLostError, RequestTimeoutError, UpgradeRefusedError } from '../errors/connection.js';
import {
  AccountBlockedError,
  AccountUnknownError,
  BearerExpiredError,
  DestinationRefusedError,
  LoginRefusedError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from '../errors/platform.js';
import type { SocketEnd } from '../ports/transport.js';
import { someGrant } from './happenings.test.support.js';
import { type Happening, initial, type State } from './state.js';
import { type EndedRound, socketVerdict, stageVerdict } from './verdict.js';

const young: State = { ...initial, phase: 'authenticating' };
const grown: State = { ...young, everLive: true, grant: someGrant() };
const lostError = new ConnectionLostError('lost', 'unknown');
const end = (facts: Partial<SocketEnd>): SocketEnd => ({ cause: 'closed', error: lostError, ...facts });
const verdictOf = (ended: SocketEnd, round: Partial<EndedRound> = {}): Happening =>
  socketVerdict(ended, { state: grown, now: 0, openFor: undefined, exclusive: true, ...round });

describe('the verdict on a failed stage', () => {
  const transient = [
    new RequestRefusedError('x', 503, 'no'),
    new PlatformUnavailableError('down', 503),
    new UnexpectedAnswerError('HTML'),
    new ThrottledError('slow down', 7_000),
    new ConnectionLostError('lost', 'no'),
    new RequestTimeoutError('x', 'late'),
    new BearerExpiredError('expired'),
  ];
  const final = [
    new LoginRefusedError('wrong key', 401),
    new AccountUnknownError('no such account'),
    new DestinationRefusedError('evil.test', 'not trusted'),
    new RequestRefusedError('x', 400, 'no'),
    new ConfigurationError('credentials', 'empty'),
  ];

  for (const error of transient) {
    it(`goes on after ${error.name}, whether it has been live or not`, () => {
      for (const state of [young, grown]) {
        expect(stageVerdict(error, state)).to.include({ type: 'interrupted', error, reason: error.code });
      }
    });
  }

  for (const error of final) {
    it(`is final after ${error.name} before the first live, and goes on later`, () => {
      expect(stageVerdict(error, young)).to.deep.equal({ type: 'refused', error });
      expect(stageVerdict(error, grown)).to.include({ type: 'interrupted', error });
    });
  }

  it('is always final when the account is blocked', () => {
    const error = new AccountBlockedError('451');
    for (const state of [young, grown]) expect(stageVerdict(error, state)).to.deep.equal({ type: 'refused', error });
  });

  it('asks again slowly after a refused login, and says the status', () => {
    const verdict = stageVerdict(new LoginRefusedError('wrong key', 403), grown);
    expect(verdict).to.include({ schedule: 'login', code: 403 });
  });

  it('keeps to the usual windows after all else', () => {
    for (const error of transient) expect(stageVerdict(error, grown)).to.include({ schedule: 'reconnect' });
  });

  it('heeds how long the platform asks to stay away', () => {
    expect(stageVerdict(new ThrottledError('slow down', 7_000), young)).to.include({ atLeast: 7_000 });
    const closed = new PlatformUnavailableError('down', 503, 9_000);
    expect(stageVerdict(closed, young)).to.include({ atLeast: 9_000, code: 503 });
  });

  it('looks the hosts up again when a host did not answer or was the wrong one, and not when it spoke', () => {
    const suspicious = [
      new PlatformUnavailableError('ECONNREFUSED'),
      new UnexpectedAnswerError('a parking page'),
      new DestinationRefusedError('evil.test', 'not trusted'),
    ];
    for (const error of suspicious) expect(stageVerdict(error, grown), error.name).to.include({ rediscover: true });
    for (const error of [new PlatformUnavailableError('down', 503), new ThrottledError('slow down', 1_000)]) {
      expect(stageVerdict(error, grown), error.name).not.to.have.property('rediscover');
    }
  });

  it('takes what a stranger threw for a passing failure, and keeps it as the cause', () => {
    const slip = new TypeError('x is not a function');
    const verdict = stageVerdict(slip, young);
    expect(verdict).to.include({ type: 'interrupted', reason: 'PLATFORM_UNAVAILABLE' });
    expect(verdict).to.have.nested.property('error.cause', slip);
  });
});

describe('the verdict on the end of a socket', () => {
  const byCode: readonly (readonly [number, string])[] = [
    [1000, 'interrupted'],
    [1001, 'interrupted'],
    [1004, 'interrupted'],
    [1005, 'interrupted'],
    [1006, 'interrupted'],
    [1008, 'expired'],
    [1009, 'interrupted'],
    [1011, 'expired'],
    [1012, 'interrupted'],
    [1013, 'interrupted'],
    [4401, 'expired'],
    [4407, 'expired'],
    [4410, 'interrupted'],
    [4999, 'interrupted'],
  ];
  for (const [code, type] of byCode) {
    it(`calls close code ${code} ${type}`, () => {
      const verdict = verdictOf(end({ code }), { openFor: 100_000, state: grown });
      expect(verdict).to.include({ type, code, reason: 'closed', openFor: 100_000, rediscover: false });
    });
  }

  for (const [status, type] of [
    [401, 'expired'],
    [403, 'expired'],
    [404, 'interrupted'],
    [429, 'interrupted'],
    [500, 'interrupted'],
    [503, 'interrupted'],
  ] as const) {
    it(`calls upgrade status ${status} ${type}, and keeps the hosts`, () => {
      const error = new UpgradeRefusedError('no', status);
      const verdict = verdictOf(end({ status, error }), { state: grown });
      expect(verdict).to.include({ type, code: status, rediscover: false });
      expect(verdict).not.to.have.property('openFor');
    });
  }

  it('reads a bad token out of the reason of an old server', () => {
    const verdict = verdictOf(end({ code: 1005, reason: 'The identity token is invalid.' }), {
      openFor: 1,
      state: grown,
    });
    expect(verdict).to.include({ type: 'expired' });
  });

  it('stays away for longer after the codes that ask for time, and after no other', () => {
    expect(verdictOf(end({ code: 1012 }), { openFor: 1, state: grown })).to.include({ schedule: 'restart' });
    expect(verdictOf(end({ code: 1013 }), { openFor: 1, state: grown })).to.include({ schedule: 'restart' });
    expect(verdictOf(end({ code: 1001 }), { openFor: 1, state: grown })).to.include({ schedule: 'reconnect' });
  });

  it('heeds how long a refused upgrade asks to stay away', () => {
    expect(verdictOf(end({ status: 503, retryAfter: 7_000 }), { state: grown })).to.include({ atLeast: 7_000 });
  });

  it('looks the hosts up again when the dial itself failed', () => {
    expect(verdictOf(end({ cause: 'ECONNREFUSED' }), { state: grown })).to.include({ rediscover: true });
  });

  it('counts a bearer that had worked as taken away, whether the socket was open or only dialled', () => {
    const proven = { ...grown, proven: true };
    expect(verdictOf(end({ code: 4401 }), { openFor: 60_000, state: grown })).to.include({ evicted: true });
    expect(verdictOf(end({ status: 401 }), { state: proven })).to.include({ evicted: true });
    expect(verdictOf(end({ status: 401 }), { state: grown })).not.to.have.property('evicted');
  });

  it('does not count codes that a platform in trouble sends as well', () => {
    for (const code of [1008, 1011, 1006]) {
      expect(verdictOf(end({ code }), { openFor: 60_000, state: grown }), String(code)).not.to.have.property('evicted');
    }
  });

  it('gives up as BOT_USER_TAKEN at the third time within five minutes', () => {
    const twice: State = { ...grown, proven: true, evictions: [10_000, 20_000] };
    const verdicts = [
      verdictOf(end({ code: 4401 }), { openFor: 1_000, state: twice, now: 300_000 }),
      verdictOf(end({ status: 401 }), { state: twice, now: 300_000 }),
    ];
    for (const verdict of verdicts) {
      expect(verdict).to.include({ type: 'refused' });
      expect(verdict).to.have.nested.property('error.code', 'BOT_USER_TAKEN');
      expect(verdict)
        .to.have.nested.property('error.message')
        .that.match(/bot user of its own/);
    }
  });

  it('lets a token run out as often as it likes, where one login does not end another', () => {
    const twice: State = { ...grown, proven: true, evictions: [10_000, 20_000] };
    const verdict = verdictOf(end({ code: 4401 }), { openFor: 1_000, state: twice, now: 300_000, exclusive: false });
    expect(verdict).to.include({ type: 'expired', evicted: true });
  });

  it('takes a bearer that was refused by a close before the socket was open for one that had not worked', () => {
    const verdict = verdictOf(end({ code: 4407 }));
    expect(verdict).to.include({ type: 'expired', rediscover: false });
    expect(verdict).not.to.have.property('evicted');
  });

  it('forgets what was taken away more than five minutes ago', () => {
    const twice: State = { ...grown, proven: true, evictions: [10_000, 20_000] };
    expect(verdictOf(end({ code: 4401 }), { openFor: 1_000, state: twice, now: 310_000 })).to.include({
      type: 'expired',
      evicted: true,
    });
  });
});
