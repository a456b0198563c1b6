import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openAgent } from '../agent.test.support.js';
import { ManualClock } from '../manual-clock.js';
import { at, type PlainClient } from '../plain-client.test.support.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';
import { FaultRuleError } from './fault-rule-error.js';

const CLOCK = '.GetClock';
const answer = { frame: 'toClient', answerTo: 'GetClock' } as const;
const question = { frame: 'toServer', type: 'GetClock' } as const;

describe('A fault of a frame', () => {
  const clock = new ManualClock();
  let platform: Platform;
  let agent: PlainClient;
  let heard: string[];

  beforeEach(async () => {
    platform = await startSimulator({ clock });
    agent = await openAgent(platform);
    heard = [];
    agent.socket.on('message', (data: Buffer) => heard.push(String(at(JSON.parse(data.toString()), 'reqId'))));
  });
  afterEach(async () => {
    agent.close();
    await platform.stop();
  });

  /** Asks without a fault in the way: what was sent before has been heard by then. */
  const settled = () => agent.ask('.KeepAlive', {});

  it('drops it', async () => {
    const rule = platform.faults.add({ match: answer, action: 'drop', times: 2 });
    for (const id of ['a', 'b', 'c']) agent.send({ kind: 'req', id, type: CLOCK, body: {} });
    await settled();
    expect(heard).to.deep.equal(['c', '1']);
    expect(rule.fired).to.equal(2);
  });

  it('duplicates it', async () => {
    platform.faults.add({ match: answer, action: 'duplicate' });
    agent.send({ kind: 'req', id: 'a', type: CLOCK, body: {} });
    await settled();
    expect(heard).to.deep.equal(['a', 'a', '1']);
  });

  it('swaps it with the next of its type', async () => {
    platform.faults.add({ match: answer, action: 'reorder' });
    for (const id of ['a', 'b', 'c']) agent.send({ kind: 'req', id, type: CLOCK, body: {} });
    await settled();
    expect(heard).to.deep.equal(['b', 'a', 'c', '1']);
  });

  it('lets go of a held frame when the rules are cleared', async () => {
    const rule = platform.faults.add({ match: answer, action: 'reorder' });
    const asked = agent.ask(CLOCK, {});
    await rule.firedOnce();
    platform.faults.clear();
    expect((await asked).code).to.equal(200);
  });

  it('delays it alone', async () => {
    platform.faults.add({ match: answer, action: { delay: 9_000 } });
    const asked = agent.ask(CLOCK, {});
    await settled();
    clock.advance(8_999);
    await settled();
    expect(heard).not.to.include('1');
    clock.advance(1);
    expect((await asked).code).to.equal(200);
  });

  it('replaces it, in either direction', async () => {
    const { faults } = platform;
    faults.add({ match: answer, action: { replaceWith: (frame) => ({ ...frame, code: 500 }) } });
    expect((await agent.ask(CLOCK, {})).code).to.equal(500);
    faults.add({ match: question, action: { replaceWith: (frame) => ({ ...frame, type: 'Nonsense' }) } });
    expect((await agent.ask(CLOCK, {})).code).to.equal(400);
  });

  it('adds another', async () => {
    platform.faults.add({ match: answer, action: { inject: { kind: 'resp', reqId: 'nobody', code: 200 } } });
    platform.faults.add({ match: question, action: { inject: (frame) => ({ ...frame, id: 'again' }) } });
    agent.send({ kind: 'req', id: 'a', type: CLOCK, body: {} });
    await settled();
    expect(heard).to.deep.equal(['a', 'nobody', 'again', '1']);
  });

  it('answers a request instead of the platform', async () => {
    platform.faults.add({ match: question, action: { answer: { code: 429, body: 'slow down' } } });
    expect(await agent.ask(CLOCK, {})).to.deep.include({ code: 429, body: 'slow down' });
    expect(platform.frames.get('in .GetClock')).to.equal(undefined);
  });

  it('closes, resets or freezes the socket instead of delivering it', async () => {
    platform.faults.add({ match: answer, action: { close: 1008 } });
    agent.send({ kind: 'req', id: 'a', type: CLOCK, body: {} });
    expect(await agent.closed).to.equal(1008);
    expect(heard).to.deep.equal([]);
    agent = await openAgent(platform);
    platform.faults.add({ match: question, action: 'reset' });
    agent.send({ kind: 'req', id: 'a', type: CLOCK, body: {} });
    expect(await agent.closed).to.equal(1006);
  });

  it('is chosen by type, side, user and condition', async () => {
    const { faults, bots } = platform;
    const never = [
      faults.add({ match: { ...question, of: 'consumer' }, action: 'drop' }),
      faults.add({ match: { ...question, username: 'somebody' }, action: 'drop' }),
      faults.add({ match: { ...question, type: 'Clock' }, action: 'drop' }),
      faults.add({ match: { ...question, where: ({ id }) => id === 'other' }, action: 'drop' }),
    ];
    const rule = faults.add({
      match: { frame: 'toServer', type: /clock$/i, of: 'agent', username: bots[0].username },
      action: { answer: { code: 418 } },
    });
    expect((await agent.ask(CLOCK, {})).code).to.equal(418);
    expect(never.map(({ fired }) => fired)).to.deep.equal([0, 0, 0, 0]);
    expect(await rule.firedOnce()).to.deep.equal({
      kind: 'frame',
      role: 'agent',
      socket: 1,
      username: bots[0].username,
      direction: 'toServer',
      type: CLOCK,
      rule: 'answer',
      action: 'answer',
      at: clock.now(),
    });
  });

  it('waits for its turn, and leaves the rest to the rules behind it', async () => {
    const { faults } = platform;
    faults.add({ match: question, action: { answer: { code: 1 } }, after: 1 });
    faults.add({ match: question, action: { answer: { code: 2 } }, times: Infinity });
    const codes = [];
    for (let n = 0; n < 4; n += 1) codes.push((await agent.ask(CLOCK, {})).code);
    expect(codes).to.deep.equal([2, 1, 2, 2]);
  });

  it('is left to chance by the seed', async () => {
    const drawn = async () => {
      await using other = await startSimulator({
        seed: 7,
        faults: [{ match: question, action: { answer: { code: 1 } }, chance: 0.5, times: Infinity }],
      });
      expect(other.faults.seed).to.equal(7);
      const client = await openAgent(other);
      const codes = [];
      for (let n = 0; n < 20; n += 1) codes.push((await client.ask(CLOCK, {})).code);
      return codes;
    };
    const first = await drawn();
    expect(first).to.include(1).and.include(200);
    expect(await drawn()).to.deep.equal(first);
  });

  it('whose function throws is removed and says so', async () => {
    const cause = new Error('mine');
    const throws = () => {
      throw cause;
    };
    const where = platform.faults.add({ match: { ...question, where: throws }, action: 'drop' });
    const replace = platform.faults.add({ match: question, action: { replaceWith: throws } });
    expect((await agent.ask(CLOCK, {})).code).to.equal(200);
    expect((await agent.ask(CLOCK, {})).code).to.equal(200);
    for (const [rule, field] of [
      [where, 'match.where'],
      [replace, 'action.replaceWith'],
    ] as const) {
      const error: unknown = await rule.firedOnce().catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(FaultRuleError).with.include({ field, cause });
      expect(rule.fired).to.equal(0);
    }
    expect(platform.faults.log.map(({ action }) => action)).to.deep.equal(['failed', 'failed']);
  });

  it('survives frames that nobody should send', async () => {
    const where = (frame: object) => JSON.stringify(frame) === 'never';
    const rule = platform.faults.add({ match: { frame: 'toServer', where }, action: 'drop', times: Infinity });
    platform.faults.add({ match: { frame: 'toServer', type: /./ }, action: 'duplicate', times: Infinity });
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const odd = ['', 'null', '[]', '{', '{"type":{"toString":1}}', `{"id":1,"type":"x","body":${deep}}`];
    for (const frame of odd) agent.send(frame);
    expect((await agent.ask(CLOCK, {})).code).to.equal(200);
    expect(platform.faults.log.map(({ action }) => action)).to.deep.equal(['duplicate']);
    expect(rule.fired).to.equal(0);
  });
});
