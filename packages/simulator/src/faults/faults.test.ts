import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { agentUrl, bearerOf, loginUrl, openAgent } from '../agent.test.support.js';
import type { Clock } from '../clock.js';
import { ManualClock } from '../manual-clock.js';
import { PlainClient, post } from '../plain-client.test.support.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';
import { BareClient, CSDS, statusOf } from './bare-client.test.support.js';
import { FaultNotFiredError, FaultRuleError } from './fault-rule-error.js';

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );

describe('platform.faults', () => {
  const clock = new ManualClock();
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator({ clock });
  });
  afterEach(() => platform.stop());

  it('cuts sockets, with a code or with an RST', async () => {
    const first = await openAgent(platform);
    expect(platform.faults.cut({ code: 1012 })).to.equal(1);
    expect(await first.closed).to.equal(1012);
    const second = await openAgent(platform);
    expect(platform.faults.cut({ of: 'consumer' })).to.equal(0);
    expect(platform.faults.cut({ username: 'somebody' })).to.equal(0);
    expect(platform.faults.cut()).to.equal(1);
    expect(await second.closed).to.equal(1006);
    expect(platform.faults.log.map((record) => [record.rule, record.action])).to.deep.equal([
      ['cut', 'close'],
      ['cut', 'reset'],
    ]);
  });

  it('cuts only what is frozen, or only what is not', async () => {
    const [frozen, other] = [await openAgent(platform), await openAgent(platform, platform.addBot())];
    platform.faults.freeze({ username: platform.bots[0].username });
    expect(platform.faults.frozen).to.equal(1);
    expect(platform.faults.cut({ frozen: false })).to.equal(1);
    expect(await other.closed).to.equal(1006);
    expect(platform.faults.cut({ frozen: true })).to.equal(1);
    expect(await frozen.closed).to.equal(1006);
    await new Promise(setImmediate);
    expect(platform.faults.frozen).to.equal(0);
  });

  it('tells of each fault as it happens', async () => {
    const heard: string[] = [];
    const stop = platform.faults.watch(({ rule, action }) => heard.push(`${rule} ${action}`));
    const agent = await openAgent(platform);
    platform.faults.cut();
    stop();
    platform.faults.expireBearers();
    expect(heard).to.deep.equal(['cut reset']);
    await agent.closed;
  });

  it('comes back at once when a restart is called off', async () => {
    const down = platform.faults.restart({ downFor: 20_000 });
    expect(await BareClient.upgrade(platform).ended).to.equal('ECONNRESET');
    expect([down.isOver, down.fired]).to.deep.equal([false, 1]);
    down.remove();
    expect(down.isOver).to.equal(true);
    (await openAgent(platform)).close();
  });

  it('refuses connects for a while', async () => {
    platform.faults.refuseConnects({ for: 20_000 });
    expect(await BareClient.upgrade(platform).ended).to.equal('ECONNRESET');
    clock.advance(20_000);
    (await openAgent(platform)).close();
  });

  it('expires bearers, and leaves open sockets', async () => {
    const bearer = await bearerOf(platform);
    const agent = await PlainClient.open(agentUrl(platform, bearer));
    platform.faults.expireBearers();
    expect(await rejection(PlainClient.open(agentUrl(platform, bearer)))).to.have.property('message', '401');
    expect((await agent.ask('.GetClock', {})).code).to.equal(200);
    agent.close();
  });

  it('answers logins until it is told to stop', async () => {
    const rule = platform.faults.loginAnswers(503);
    const login = async () => (await post(loginUrl(platform), platform.bots[0].credentials)).status;
    expect([await login(), await login()]).to.deep.equal([503, 503]);
    rule.remove();
    expect(await login()).to.equal(200);
  });

  it('restarts with its state', async () => {
    const consumer = platform.consumer();
    await consumer.startConversation();
    const bearer = await bearerOf(platform);
    const agent = await PlainClient.open(agentUrl(platform, bearer));
    platform.faults.restart({ downFor: 20_000 });
    expect(await agent.closed).to.equal(1012);
    expect(await BareClient.upgrade(platform).ended).to.equal('ECONNRESET');
    expect(await statusOf(platform, CSDS)).to.equal('ECONNRESET');
    expect(await statusOf(platform, '/')).to.equal(200);
    clock.advance(20_000);
    (await PlainClient.open(agentUrl(platform, bearer))).close();
    expect(platform.conversations).to.have.lengthOf(1);
  });

  it('tells whoever waits that a rule was taken away before it acted', async () => {
    const removed = platform.faults.add({ name: 'mine', match: { connect: 'any' }, action: 'hang' });
    const cleared = platform.faults.add({ match: { connect: 'any' }, action: 'hang' });
    const stopped = platform.faults.add({ match: { request: 'csds' }, action: 'hang' });
    const waiting = [removed.firedOnce(), cleared.firedOnce()];
    removed.remove();
    platform.faults.clear();
    const late = platform.faults.add({ match: { request: 'csds' }, action: 'hang' });
    waiting.push(stopped.firedOnce(), late.firedOnce());
    await platform.stop();
    for (const fired of waiting) expect(await rejection(fired)).to.be.instanceOf(FaultNotFiredError);
    expect(String(await rejection(removed.firedOnce()))).to.include('"mine"');
  });

  it('leaves no timer and no connection after stop, whatever was going on', async () => {
    const running = new Set<symbol>();
    const counting: Clock = {
      now: () => clock.now(),
      after(delay, callback) {
        const timer = Symbol('timer');
        running.add(timer);
        const cancel = clock.after(delay, () => (running.delete(timer), callback()));
        return () => (running.delete(timer), cancel());
      },
    };
    const other = await startSimulator({ clock: counting });
    const { faults } = other;
    const agent = await openAgent(other);
    faults.freeze({ for: 1_000 });
    faults.add({ match: { open: 'agent', delayAfterOpen: 1_000 }, action: 'reset' });
    const late = await openAgent(other);
    const delayed = faults.add({ match: { frame: 'toServer' }, action: { delay: 1_000 } });
    const held = faults.add({ match: { frame: 'toServer' }, action: 'reorder' });
    late.send({ kind: 'req', id: 'a', type: '.GetClock' });
    late.send({ kind: 'req', id: 'b', type: '.GetClock' });
    await Promise.all([delayed.firedOnce(), held.firedOnce()]);
    const connects = (['hang', { trickle: { every: 10 } }, { delay: 1_000 }] as const).map((action) => {
      const rule = faults.add({ match: { connect: 'any' }, action });
      return { rule, client: BareClient.upgrade(other) };
    });
    const requests = (['hang', { trickle: { every: 10 } }, { delay: 1_000 }, { gzipBomb: 1e9 }] as const).map(
      (action) => {
        const rule = faults.add({ match: { request: 'csds' }, action });
        return { rule, client: BareClient.get(other, CSDS) };
      },
    );
    await Promise.all([...connects, ...requests].map(({ rule }) => rule.firedOnce()));
    faults.restart({ downFor: 1_000 });
    expect(running.size).to.be.above(5);
    await other.stop();
    await Promise.all([...connects, ...requests].map(({ client }) => client.ended));
    await Promise.all([agent.closed, late.closed]);
    expect(running.size).to.equal(0);
  });

  it('has a seed also when none was given', () => {
    expect(platform.faults.seed).to.be.within(0, 2 ** 32 - 1);
  });
});

describe('A wrong rule', () => {
  const connect = { connect: 'any' };
  const wrong: readonly (readonly [field: string, rule: unknown])[] = [
    ['match', undefined],
    ['match', { action: 'hang' }],
    ['match', { match: {}, action: 'hang' }],
    ['match', { match: { connect: 'any', open: 'any' }, action: 'hang' }],
    ['match.conect', { match: { ...connect, conect: 1 }, action: 'hang' }],
    ['match.connect', { match: { connect: 'agents' }, action: 'hang' }],
    ['match.nth', { match: { ...connect, nth: 0 }, action: 'hang' }],
    ['match.where', { match: { ...connect, where: 'x' }, action: 'hang' }],
    ['match.request', { match: { request: '' }, action: 'hang' }],
    ['match.frame', { match: { frame: 'out' }, action: 'drop' }],
    ['match.answerTo', { match: { frame: 'toServer', answerTo: 'x' }, action: 'drop' }],
    ['match.delayAfterOpen', { match: { open: 'any', delayAfterOpen: -1 }, action: 'reset' }],
    ['after', { match: { ...connect, nth: 2 }, action: 'hang', after: 1 }],
    ['after', { match: connect, action: 'hang', after: 0.5 }],
    ['times', { match: connect, action: 'hang', times: 0 }],
    ['chance', { match: connect, action: 'hang', chance: 2 }],
    ['often', { match: connect, action: 'hang', often: 2 }],
    ['action', { match: connect }],
    ['action', { match: connect, action: 'drop' }],
    ['action', { match: connect, action: 'close' }],
    ['action', { match: connect, action: { hang: true } }],
    ['action.close', { match: connect, action: { close: 1006 } }],
    ['action.reason', { match: connect, action: { close: 1011, reason: 'x'.repeat(124) } }],
    ['action.delay', { match: connect, action: { delay: { from: 2, to: 1 } } }],
    ['action.trickle', { match: connect, action: { trickle: { every: 0 } } }],
    ['action.answer', { match: connect, action: { answer: 503 } }],
    ['action.answer.status', { match: connect, action: { answer: { status: 101 } } }],
    ['action.status', { match: connect, action: { delay: 1, status: 2 } }],
    ['action.gzipBomb', { match: { request: 'csds' }, action: { gzipBomb: 0 } }],
    ['action.freeze', { match: { open: 'any' }, action: { freeze: {} } }],
    ['action.inject', { match: { open: 'any' }, action: { inject: () => ({}) } }],
    ['action.raw', { match: { open: 'any' }, action: { raw: 1 } }],
    ['action.replaceWith', { match: { frame: 'toClient' }, action: { replaceWith: 1 } }],
    ['action.answer', { match: { frame: 'toClient' }, action: { answer: { code: 200 } } }],
    ['action.answer.code', { match: { frame: 'toServer' }, action: { answer: {} } }],
  ];
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator();
  });
  afterEach(() => platform.stop());

  for (const [field, rule] of wrong) {
    it(`is refused with its field: ${field} of ${JSON.stringify(rule)?.slice(0, 70)}`, () => {
      expect(() => platform.faults.add(rule as never))
        .to.throw(FaultRuleError)
        .with.property('field', field);
    });
  }

  it('is refused by the methods too, before anything happens', async () => {
    const { faults } = platform;
    const agent = await openAgent(platform);
    expect(() => faults.cut({ code: 1 })).to.throw(FaultRuleError);
    expect(() => faults.freeze({ for: -1 })).to.throw(FaultRuleError);
    expect(() => faults.refuseConnects({ for: NaN })).to.throw(FaultRuleError);
    expect(() => faults.loginAnswers(42)).to.throw(FaultRuleError);
    expect(() => faults.restart({ downFor: 1, code: 1006 })).to.throw(FaultRuleError);
    expect((await agent.ask('.GetClock', {})).code).to.equal(200);
    (await openAgent(platform)).close();
    agent.close();
  });

  it('keeps a simulator from starting', async () => {
    const faults = [{ match: { connect: 'any' }, action: 'drop' }] as never;
    expect(await rejection(startSimulator({ faults }))).to.be.instanceOf(FaultRuleError);
  });
});
