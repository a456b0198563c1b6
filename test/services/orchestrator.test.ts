import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { ContextStore, NextActions, OrchestratorOptions, PlatformServices } from 'holdfast';
import { ConfigurationError } from 'holdfast';
import { describe, it } from 'mocha';
import type { TokenShape } from '@holdfast/simulator';
import { Desk, hostsOf, refusalOf } from './desk.js';

type Login = Extract<OrchestratorOptions, { readonly user: string }>;

const loginOf = ({ simulator }: Desk, more: Partial<Login> = {}): OrchestratorOptions => {
  const { user, password } = simulator.admin.orchestrator;
  return { user, password, region: 'z1', hosts: hostsOf(simulator), ...more };
};
const second = (desk: Desk, more: Partial<Login> = {}): PlatformServices =>
  desk.also({ orchestrator: loginOf(desk, more) });
const first = (desk: Desk, key: string | (() => string)): PlatformServices =>
  desk.also({ orchestrator: { key, region: 'z1', hosts: hostsOf(desk.simulator) } });
const logins = (desk: Desk): number => desk.count('/authenticate/login');

describe('Conversation Orchestrator, version 1', () => {
  it('R30 opens with its key; a key that was regenerated fails, and the new one works everywhere', async () => {
    await using desk = await Desk.open();
    const { admin } = desk.simulator;
    const old = admin.orchestrator.key;
    const { context, nextActions } = first(desk, old);
    await context.set('orders', { state: 'paid' });
    await nextActions.ask({});
    const fresh = admin.orchestrator.regenerateKey();
    for (const call of [context.read('orders'), nextActions.ask({})]) {
      const error = await refusalOf(call);
      expect(error).to.include({ code: 'REQUEST_REFUSED', status: 403 });
      expect(error.message).not.to.include(old);
    }
    const renewed = first(desk, fresh);
    expect(await renewed.context.read('orders')).to.deep.equal({ state: 'paid' });
    expect(await renewed.nextActions.ask({})).to.have.property('noMatchReason');
  });

  it('R30 asks a function for the key again when it was regenerated, and goes on', async () => {
    await using desk = await Desk.open();
    const { orchestrator } = desk.simulator.admin;
    let asked = 0;
    const { context } = first(desk, () => ((asked += 1), orchestrator.key));
    await context.set('orders', { state: 'paid' });
    orchestrator.regenerateKey();
    await Promise.all([context.read('orders'), context.read('orders'), context.set('orders', { state: 'sent' })]);
    expect(asked).to.equal(2);
  });
});

describe('Conversation Orchestrator, version 2', () => {
  it('R31 logs in with the header that the page shows', async () => {
    let header: string | undefined;
    const server = createServer((request, response) => {
      header = request.headers.authorization;
      response.end('token');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using desk = await Desk.open();
    const login = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const hosts = { ...hostsOf(desk.simulator), login };
    await refusalOf(second(desk, { user: 'demo', password: 'p@55w0rd', hosts }).context.read('orders'));
    expect(header).to.equal('Basic ZGVtbzpwQDU1dzByZA==');
    server.closeAllConnections();
    server.close();
  });

  for (const shape of ['object', 'camelCase', 'idToken', 'jsonString', 'text'] satisfies TokenShape[]) {
    it(`R31 finds the token in an answer of the shape ${shape}`, async () => {
      await using desk = await Desk.open();
      desk.simulator.admin.orchestrator.answerWith(shape);
      expect(await second(desk).context.read('orders')).to.deep.equal({});
    });
  }

  it('R31 refuses a wrong password once, and an answer without a token', async () => {
    await using desk = await Desk.open();
    const wrong = await refusalOf(second(desk, { password: 'canary-wrong' }).context.read('orders'));
    expect(wrong).to.include({ code: 'REQUEST_REFUSED', status: 401 });
    expect(wrong.message).not.to.include('canary');
    expect(logins(desk)).to.equal(1);
    desk.simulator.faults.add({
      match: { request: 'authenticate/login' },
      action: { answer: { status: 200, body: {} } },
    });
    expect(await refusalOf(second(desk).context.read('orders'))).to.include({ code: 'UNEXPECTED_ANSWER' });
  });

  for (const loginMethod of ['GET', 'POST'] as const) {
    for (const tokenIn of ['header', 'query'] as const) {
      it(`R32 shows its token in the ${tokenIn}, after a login by ${loginMethod}`, async () => {
        await using desk = await Desk.open();
        const { context } = second(desk, { loginMethod, tokenIn });
        await context.set('orders', { state: 'paid' });
        expect(await context.read('orders')).to.deep.equal({ state: 'paid' });
      });
    }
  }

  it('R32 repeats its token in no error', async () => {
    await using desk = await Desk.open();
    let token = 'unseen';
    desk.simulator.faults.add({
      match: { request: '/v2/context', where: ({ headers }) => ((token = headers.authorization ?? ''), true) },
      action: { answer: { status: 400 } },
    });
    const error = await refusalOf(second(desk).context.read('orders'));
    expect(token).to.match(/^Bearer \S{50}/);
    expect(JSON.stringify([error, error.message, error.stack])).not.to.include(token.slice(7));
  });

  it('R33 logs in once for many calls', async () => {
    await using desk = await Desk.open();
    const { context, nextActions } = second(desk);
    await Promise.all([context.read('orders'), nextActions.ask({}), context.set('orders', { a: 1 })]);
    await context.read('orders');
    expect(logins(desk)).to.equal(1);
  });

  it('R33 logs in once more when many calls meet a 403 together, and sends each again', async () => {
    await using desk = await Desk.open();
    const { context } = second(desk);
    await context.set('orders', { state: 'paid' });
    desk.simulator.admin.orchestrator.revokeTokens();
    const all = await Promise.all(Array.from({ length: 8 }, () => context.read('orders')));
    expect(all).to.deep.equal(all.map(() => ({ state: 'paid' })));
    expect(logins(desk)).to.equal(2);
  });

  it('R33 lets a second 403 through, and logs in no more than once for a 403 for ever', async () => {
    await using desk = await Desk.open();
    const { context } = second(desk);
    await context.read('orders');
    desk.simulator.admin.orchestrator.forbid(true);
    for (let n = 0; n < 5; n++) {
      expect(await refusalOf(context.read('orders'))).to.include({ code: 'REQUEST_REFUSED', status: 403 });
    }
    expect(logins(desk)).to.equal(2);
    desk.simulator.admin.orchestrator.forbid(false);
    expect(await context.read('orders')).to.deep.equal({});
  });

  it('R34 renews its token before its 24 hours are over', async () => {
    await using desk = await Desk.open();
    const { context } = second(desk);
    await context.read('orders');
    desk.clock.advance(77_759_000);
    await context.read('orders');
    expect(logins(desk)).to.equal(1);
    desk.clock.advance(8_640_000);
    await context.read('orders');
    expect(logins(desk)).to.equal(2);
    expect(desk.simulator.log.some((record) => record.kind === 'request' && record.status === 403)).to.equal(false);
  });

  it('R35 goes to the hosts of its region, unless it is told others', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    await using desk = await Desk.open();
    const way = { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    const ask = async (orchestrator: OrchestratorOptions): Promise<void> => {
      const services = desk.also({ ...way, orchestrator });
      await refusalOf(services.context.read('orders'));
      await refusalOf(services.nextActions.ask({}));
    };
    for (const region of ['z1', 'z2', 'z3'] as const) await ask({ region, user: 'u', password: 'p' });
    await ask({ region: 'z2', key: 'key' });
    await ask({ region: 'z3', key: 'key', hosts: { context: 'https://context.example.com' } });
    expect(asked).to.deep.equal([
      ...['z1', 'z1', 'z2', 'z2', 'z3', 'z3'].map((region) => `${region}.ccs.liveperson.net:443`),
      'z2.context.liveperson.net:443',
      'z2.askmaven.liveperson.net:443',
      'context.example.com:443',
      'z3.askmaven.liveperson.net:443',
    ]);
    proxy.closeAllConnections();
    proxy.close();
  });

  it('R35 says what is missing when it was given neither key nor login', async () => {
    await using desk = await Desk.open();
    expect(() => desk.services.context)
      .to.throw(ConfigurationError)
      .with.property('option', 'orchestrator');
  });
});

for (const version of [1, 2] as const) {
  const contextOf = (desk: Desk): ContextStore =>
    (version === 1 ? first(desk, desk.simulator.admin.orchestrator.key) : second(desk)).context;

  describe(`Conversation Context Service, version ${version}`, () => {
    it('R36 writes, reads all, some and one, overwrites, and keeps what it was not told', async () => {
      await using desk = await Desk.open();
      const context = contextOf(desk);
      expect(context.version).to.equal(version);
      await context.set('orders', { state: 'paid', count: 2, items: [{ id: 'a/b' }], none: null });
      await context.set('orders', { state: 'sent' });
      expect(await context.read('orders')).to.deep.equal({
        state: 'sent',
        count: 2,
        items: [{ id: 'a/b' }],
        none: null,
      });
      expect(await context.read('orders', { names: ['count', 'absent'] })).to.deep.equal({ count: 2 });
      expect(await context.readOne('orders', 'state')).to.equal('sent');
      expect(await context.readOne('orders', 'absent')).to.equal(undefined);
    });

    it('R36 keeps the sessions of a namespace apart', async () => {
      await using desk = await Desk.open();
      const context = contextOf(desk);
      await context.set('orders', { intent: 'buy' }, { session: 'conversation 1' });
      await context.set('orders', { intent: 'complain' }, { session: '../2' });
      expect(await context.read('orders', { session: 'conversation 1' })).to.deep.equal({ intent: 'buy' });
      expect(await context.readOne('orders', 'intent', { session: '../2' })).to.equal('complain');
      expect(await context.read('orders')).to.deep.equal({});
      expect(await context.read('2')).to.deep.equal({});
    });

    it('R36 deletes some properties, or all of them; what is not there is deleted already', async () => {
      await using desk = await Desk.open();
      const context = contextOf(desk);
      for (const place of [{}, { session: 's' }]) {
        await context.set('orders', { a: 1, b: 2, c: 3 }, place);
        await context.remove('orders', { ...place, names: ['a', 'absent'] });
        expect(await context.read('orders', place)).to.deep.equal({ b: 2, c: 3 });
        await context.remove('orders', place);
        await context.remove('orders', place);
        expect(await context.read('orders', place)).to.deep.equal({});
      }
    });

    it('R36 forgets what was written with a lifetime', async () => {
      await using desk = await Desk.open();
      const context = contextOf(desk);
      for (const place of [{}, { session: 's' }]) {
        await context.set('orders', { intent: 'buy' }, { ...place, ttl: 60_000 });
        desk.clock.advance(59_999);
        expect(await context.readOne('orders', 'intent', place)).to.equal('buy');
        desk.clock.advance(1);
        expect(await context.read('orders', place)).to.deep.equal({});
      }
    });

    it('R36 refuses a name that cannot work before it is sent', async () => {
      await using desk = await Desk.open();
      const context = contextOf(desk);
      const sent = desk.simulator.log.length;
      for (const namespace of ['', 'with space', 'a/b', ...(version === 2 ? ['sde', 'conversation'] : [])]) {
        expect(await refusalOf(context.set(namespace, {}))).to.include({ code: 'CONFIGURATION', option: 'namespace' });
      }
      expect(await refusalOf(context.read('orders', { session: '' }))).to.include({ option: 'session' });
      expect(await refusalOf(context.set('orders', {}, { ttl: 1 }))).to.include({ option: 'ttl' });
      expect(desk.simulator.log.length).to.equal(sent);
    });
  });

  const actionsOf = (desk: Desk): NextActions =>
    (version === 1 ? first(desk, desk.simulator.admin.orchestrator.key) : second(desk)).nextActions;

  describe(`Next Actions API, version ${version}`, () => {
    it('R37 gives the actions of the rule that matched, also of types that nobody knows', async () => {
      await using desk = await Desk.open();
      const next = actionsOf(desk);
      const transfer = { type: 'TRANSFER_TO_AGENT', payload: { agentId: '1', fallbackSkillId: '2' } };
      const novel = { type: 'SING', payload: { song: { key: 'F' } } };
      const say = { type: 'SEND_MESSAGE', payload: { text: 'A moment, please' } };
      desk.simulator.admin.orchestrator.suggest({ id: 'r1', name: 'Orders', actions: [say, transfer, novel] });
      const { actions, noMatchReason } = await next.ask({ conversationId: 'c', consumerId: 'p' });
      expect(actions[0]).to.include({ type: 'SEND_MESSAGE', text: 'A moment, please' });
      expect(actions.slice(1)).to.deep.equal([transfer, novel]);
      expect(noMatchReason).to.equal(undefined);
    });

    it('R37 says that nothing matched', async () => {
      await using desk = await Desk.open();
      expect(await actionsOf(desk).ask({ conversationId: 'c' })).to.deep.equal({
        actions: [],
        noMatchReason: 'NO_MATCHED_RULES',
      });
    });
  });
}
