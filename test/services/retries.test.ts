import { expect } from 'chai';
import { type Logger, PlatformUnavailableError, platformServices, sessionDefaults, ThrottledError } from 'holdfast';
import { afterEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { type FaultRule, startSimulator } from '@holdfast/simulator';
import { Desk, refusalOf } from './desk.js';

const failing = (desk: Desk, answer: { status: number; headers?: Record<string, string> }, times = Infinity): void =>
  void desk.simulator.faults.add({ match: { request: 'skills' }, action: { answer }, times });

/** Lets the network have its turns while the timers stand still. */
const turns = async (holds: () => boolean): Promise<void> => {
  for (let n = 0; n < 20_000 && !holds(); n++) await new Promise((resolve) => setImmediate(resolve));
  expect(holds(), 'the network did not get there').to.equal(true);
};

describe('Retries of REST calls', () => {
  afterEach(() => sinon.restore());

  for (const status of [400, 403, 404, 409, 418, 451]) {
    it(`R13 sends a request that meets ${status} once`, async () => {
      await using desk = await Desk.open({ way: () => ({ retryDelays: [1, 1, 1] }) });
      failing(desk, { status });
      const error = await refusalOf(desk.services.skills.list());
      expect(error.code).to.equal(status === 451 ? 'ACCOUNT_BLOCKED' : 'REQUEST_REFUSED');
      expect(error.transient).to.equal(false);
      expect(desk.count('/skills')).to.equal(1);
    });
  }

  for (const [header, wait] of [
    [undefined, 1_000],
    ['0', 1_000],
    ['7', 7_000],
    ['-1', 1_000],
    ['canary', 1_000],
    ['99999999999999999999', 1_000],
    ['9999999999', 600_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 600_000],
  ] as const) {
    it(`R14 asks to wait ${wait} ms after a 429 with Retry-After: ${header ?? 'absent'}`, async () => {
      await using desk = await Desk.open({ way: () => ({ retryDelays: [1, 1, 1] }) });
      failing(desk, { status: 429, ...(header === undefined ? {} : { headers: { 'retry-after': header } }) });
      const error = await refusalOf(desk.services.skills.list());
      expect(error).to.be.instanceOf(ThrottledError).and.include({ retryAfter: wait });
      expect(desk.count('/skills')).to.equal(1);
    });
  }

  it('R14 asks to wait five seconds at least after a throttled login', async () => {
    await using desk = await Desk.open();
    desk.simulator.faults.loginAnswers(429);
    expect(await refusalOf(desk.services.skills.list())).to.include({ code: 'THROTTLED', retryAfter: 5_000 });
  });

  it('R15 asks a service that fails again after 5, 10 and 15 seconds, and then gives up', async () => {
    await using desk = await Desk.open();
    const services = desk.also({ retryDelays: sessionDefaults.rest.retryDelays });
    await services.agentGroups.list();
    failing(desk, { status: 503 });
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const outcome = refusalOf(services.skills.list());
    for (const [index, delay] of [5_000, 10_000, 15_000].entries()) {
      await turns(() => desk.simulator.faults.log.length === index + 1 && clock.countTimers() > 0);
      await turns(() => [...(clock.timers?.values() ?? [])].some(({ callAt }) => callAt === clock.now + delay));
      await clock.tickAsync(delay - 1);
      expect(desk.simulator.faults.log).to.have.length(index + 1);
      await clock.tickAsync(1);
    }
    clock.restore();
    const error = await outcome;
    expect(error).to.be.instanceOf(PlatformUnavailableError).and.include({ status: 503 });
    expect(desk.simulator.faults.log).to.have.length(4);
  });

  it('R15 succeeds at a later try, also after a connection that was lost', async () => {
    await using desk = await Desk.open({ way: () => ({ retryDelays: [1, 1, 1] }) });
    desk.simulator.faults.add({ match: { request: 'skills' }, action: 'refuse' });
    failing(desk, { status: 500 }, 1);
    desk.simulator.faults.add({ match: { request: 'skills' }, action: 'loseAnswer' });
    expect(await desk.services.skills.list()).to.have.length(2);
  });

  it('R25 carries 50 calls, one after another, over one connection', async () => {
    await using desk = await Desk.open();
    await desk.services.skills.list(); // finds the host and logs in as well
    const before = desk.simulator.connectionsAccepted;
    for (let n = 1; n < 50; n++) await desk.services.skills.list();
    expect(desk.count('/skills')).to.equal(50);
    expect(desk.simulator.connectionsAccepted - before, 'further connections').to.equal(0);
  });

  it('R26 records each failure with its operation, its status, its attempt and the next wait, and no secret', async () => {
    const records: { readonly message: string; readonly facts: object }[] = [];
    const warn = (facts: object, message: string): void => void records.push({ message, facts });
    const logger: Logger = { debug: warn, info: warn, warn, error: warn };
    await using desk = await Desk.open({ way: () => ({ retryDelays: [1], logger }) });
    let bearer = 'unseen';
    desk.simulator.faults.add({
      match: { request: 'skills', where: ({ headers }) => ((bearer = headers.authorization ?? ''), true) },
      action: { answer: { status: 503, body: 'canary' } },
      times: Infinity,
    });
    await refusalOf(desk.services.skills.list());
    const facts = records.map((record) => record.facts);
    expect(facts[0]).to.deep.include({ operation: 'GET skills', method: 'GET', attempt: 1, retryIn: 1 });
    expect(facts[1]).to.deep.include({ operation: 'GET skills', attempt: 2 }).and.not.have.property('retryIn');
    const text = JSON.stringify(records);
    expect(text).to.include('503').and.not.include('canary').and.not.include(bearer.slice(7));
    for (const secret of Object.values(desk.simulator.bots[0].credentials).slice(1))
      expect(text).not.to.include(secret);
  });

  const faults: readonly (readonly [string, FaultRule['action'], string])[] = [
    ['a connection that is reset', 'refuse', 'PLATFORM_UNAVAILABLE'],
    ['an answer that never comes', 'hang', 'PLATFORM_UNAVAILABLE'],
    ['an answer that trickles', { trickle: { every: 5 } }, 'PLATFORM_UNAVAILABLE'],
    ['an answer that is cut short', 'truncate', 'PLATFORM_UNAVAILABLE'],
    ['a page of a captive portal', 'html', 'UNEXPECTED_ANSWER'],
    ['a bomb of zeros', { gzipBomb: 5_000_000 }, 'UNEXPECTED_ANSWER'],
    ['a redirection', { answer: { status: 302, headers: { location: 'http://127.0.0.1:1/' } } }, 'UNEXPECTED_ANSWER'],
    [
      'an answer of ten megabytes',
      { answer: { status: 200, body: `[${' '.repeat(10_000_000)}]` } },
      'UNEXPECTED_ANSWER',
    ],
  ];
  for (const [name, action, code] of faults) {
    it(`R27 shows ${name} as ${code}, within its time`, async () => {
      await using desk = await Desk.open({ way: () => ({ timeouts: { stage: 400 } }) });
      desk.simulator.faults.add({ match: { request: 'skills' }, action } as FaultRule);
      const error = await refusalOf(desk.services.skills.list());
      expect(error.code).to.equal(code);
      expect(await desk.services.skills.list()).to.have.length(2);
    });
  }

  it('R27 finds the hosts again when one could not be reached', async () => {
    await using desk = await Desk.open({ way: () => ({ retryDelays: [1] }) });
    desk.simulator.advertise('127.0.0.1:1', { service: 'accountConfigReadOnly' });
    expect(await refusalOf(desk.services.skills.list())).to.include({ code: 'PLATFORM_UNAVAILABLE' });
    desk.simulator.advertise(`127.0.0.1:${desk.simulator.port}`, { service: 'accountConfigReadOnly' });
    expect(await desk.services.skills.list()).to.have.length(2);
  });

  it('R27 ends a call with the reason of its signal, and the others go on', async () => {
    await using simulator = await startSimulator();
    const { accountId, bots, url: csds } = simulator;
    await using services = platformServices({ accountId, credentials: bots[0].credentials, csds });
    simulator.faults.add({ match: { request: 'login' }, action: { delay: 100 } });
    const leaving = new AbortController();
    const reason = new Error('enough');
    const left = services.skills.list({ signal: leaving.signal }).catch((error: unknown) => error);
    const staying = services.skills.list();
    leaving.abort(reason);
    expect(await left).to.equal(reason);
    expect(await staying).to.have.length(2);
  });
});
