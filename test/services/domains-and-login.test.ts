import { expect } from 'chai';
import { DomainApi, LoginRefusedError, UnexpectedAnswerError } from 'holdfast';
import { describe, it } from 'mocha';
import { ManualClock, startSimulator } from '@holdfast/simulator';
import { Desk, refusalOf } from './desk.js';

const call = { signal: new AbortController().signal, timeout: 5_000, retryDelays: [] };

describe('Domain API', () => {
  it('R01 finds the host of one service, by its exact name', async () => {
    await using simulator = await startSimulator();
    const domains = new DomainApi({ accountId: simulator.accountId, csds: simulator.url });
    expect(await domains.host('agentVep', call)).to.equal(`127.0.0.1:${simulator.port}`);
    expect(simulator.log.at(-1)).to.include({ route: '/api/account/:account/service/:service/baseURI.json' });
    const wrongCase = await refusalOf(domains.host('agentvep', call));
    expect(wrongCase).to.be.instanceOf(UnexpectedAnswerError);
    expect(wrongCase.message).to.include('agentvep').and.include('capitals');
  });

  for (const status of [400, 401]) {
    it(`R01 tells by its type that the account is not known (${status})`, async () => {
      await using simulator = await startSimulator();
      const answer = { answer: { status } };
      simulator.faults.add({ match: { request: 'csds' }, action: answer });
      const domains = new DomainApi({ accountId: simulator.accountId, csds: simulator.url });
      expect(await refusalOf(domains.host('agentVep', call))).to.include({ code: 'ACCOUNT_UNKNOWN', transient: false });
    });
  }

  it('R02 reads all services into a map, and keeps them for ten minutes or until a host fails', async () => {
    await using simulator = await startSimulator();
    const clock = new ManualClock();
    const domains = new DomainApi({ accountId: simulator.accountId, csds: simulator.url, clock });
    const asked = (): number => simulator.log.filter(({ kind }) => kind === 'request').length;
    const all = await domains.all(call);
    expect([...all.keys()]).to.include.members(['agentVep', 'accountConfigReadOnly', 'sentinel', 'msgHist']);
    clock.advance(599_999);
    await domains.all(call);
    expect(asked()).to.equal(1);
    clock.advance(1);
    await domains.all(call);
    expect(asked()).to.equal(2);
    domains.stale();
    await domains.all(call);
    expect(asked()).to.equal(3);
  });

  it('R02 takes either body for either question', async () => {
    await using simulator = await startSimulator();
    const one = { service: 'agentVep', account: simulator.accountId, baseURI: 'a.example.com' };
    const domains = new DomainApi({ accountId: simulator.accountId, csds: simulator.url });
    simulator.faults.add({ match: { request: 'csds' }, action: { answer: { status: 200, body: one } } });
    simulator.faults.add({
      match: { request: 'csds' },
      action: { answer: { status: 200, body: { baseURIs: [one] } } },
    });
    expect([...(await domains.all(call))]).to.deep.equal([['agentVep', 'a.example.com']]);
    expect(await domains.host('agentVep', call)).to.equal('a.example.com');
  });

  it('R02 keeps no failure', async () => {
    await using simulator = await startSimulator();
    const domains = new DomainApi({ accountId: simulator.accountId, csds: simulator.url });
    simulator.faults.add({ match: { request: 'csds' }, action: { answer: { status: 200, body: { baseURIs: [] } } } });
    expect(await refusalOf(domains.all(call))).to.be.instanceOf(UnexpectedAnswerError);
    expect((await domains.all(call)).size).to.be.above(5);
  });
});

describe('Login Service', () => {
  const logins = (desk: Desk): readonly string[] =>
    desk.simulator.log.flatMap((record) => (record.kind === 'login' ? [record.outcome] : []));

  it('R06 logs a user in with his password, and uses what it was given', async () => {
    await using desk = await Desk.open({ way: ({ bots }) => ({ credentials: bots[0].userCredentials }) });
    expect(await desk.services.skills.list()).to.have.length.above(0);
    expect(logins(desk)).to.deep.equal(['granted']);
  });

  it('R06 tries a wrong password once', async () => {
    await using desk = await Desk.open({
      way: ({ bots }) => ({
        credentials: { ...bots[0].userCredentials, password: 'canary-wrong' },
        retryDelays: [1, 1, 1],
      }),
    });
    const error = await refusalOf(desk.services.skills.list());
    expect(error).to.be.instanceOf(LoginRefusedError).and.include({ status: 401 });
    expect(error.message).not.to.include('canary');
    expect(logins(desk)).to.deep.equal(['refused']);
  });

  it('R07 logs in with an assertion, where single sign-on takes no password', async () => {
    await using desk = await Desk.open({
      way: ({ admin, bots }) => {
        admin.requireSso();
        return { credentials: { assertion: admin.assertion(bots[0].username) } };
      },
    });
    expect(await desk.services.skills.list()).to.have.length.above(0);
    const withPassword = desk.also({ credentials: desk.simulator.bots[0].userCredentials });
    expect(await refusalOf(withPassword.skills.list())).to.be.instanceOf(LoginRefusedError);
  });

  it('R08 logs an application in with its five values, or with a client of OAuth 2.0', async () => {
    await using desk = await Desk.open();
    await desk.services.skills.list();
    const client = desk.also({ credentials: desk.simulator.bots[0].oauth2Credentials });
    expect(await client.skills.list()).to.have.length.above(0);
    expect(logins(desk)).to.deep.equal(['granted', 'granted']);
  });

  it('R08 refuses keys that are not the bot’s, and tries them once', async () => {
    await using desk = await Desk.open({
      way: ({ bots }) => ({ credentials: { ...bots[0].credentials, appKey: 'another' }, retryDelays: [1, 1] }),
    });
    expect(await refusalOf(desk.services.skills.list())).to.include({ code: 'LOGIN_REFUSED', status: 401 });
    expect(logins(desk)).to.deep.equal(['refused']);
  });

  it('R09 takes the keys of bots alone, as the list of users shows', async () => {
    await using desk = await Desk.open({ simulator: { bots: [{}, { username: 'eve', type: 'human' }] } });
    const [bot, eve] = desk.simulator.bots;
    const asEve = desk.also({ credentials: eve?.credentials ?? bot.credentials });
    expect(await refusalOf(asEve.skills.list())).to.be.instanceOf(LoginRefusedError);
    const { users } = await desk.services.users.list();
    const shown = users.map(({ loginName, kind, apiUser, allowedAppKeys }) => ({
      loginName,
      kind,
      apiUser,
      allowedAppKeys,
    }));
    expect(shown).to.deep.equal([
      { loginName: bot.username, kind: 'bot', apiUser: true, allowedAppKeys: bot.credentials.appKey },
      { loginName: 'eve', kind: 'human', apiUser: false, allowedAppKeys: undefined },
    ]);
  });

  it('R11 logs out at the end, and its bearer is good no longer', async () => {
    const desk = await Desk.open();
    let bearer = '';
    desk.simulator.faults.add({
      match: {
        request: 'skills',
        where: ({ headers }) => ((bearer = headers.authorization ?? ''), false),
      },
      action: 'hang',
    });
    await desk.services.skills.list();
    await desk.services.close();
    expect(desk.count('/logout')).to.equal(1);
    const url = `${desk.simulator.url}/api/account/${desk.simulator.accountId}/configuration/le-users/skills?v=2.0`;
    const answer = await fetch(url, { headers: { authorization: bearer } });
    expect(answer.status).to.equal(401);
    expect(await refusalOf(desk.services.skills.list())).to.include({ code: 'STOPPED' });
    await desk.simulator.stop();
  });

  it('R12 logs in once for all whose bearer has expired, and sends each request again', async () => {
    await using desk = await Desk.open();
    await desk.services.skills.list();
    desk.simulator.expireBearer();
    const { skills, agentGroups, users } = desk.services;
    await Promise.all([skills.list(), agentGroups.list(), users.list(), skills.list(), agentGroups.list()]);
    expect(logins(desk)).to.deep.equal(['granted', 'granted']);
    expect(desk.count('/agentGroups')).to.be.within(2, 4);
  });

  it('R12 takes a 401 that comes again for an answer', async () => {
    await using desk = await Desk.open();
    desk.simulator.faults.add({ match: { request: 'skills' }, action: { answer: { status: 401 } }, times: Infinity });
    const error = await refusalOf(desk.services.skills.list());
    expect(error).to.include({ code: 'REQUEST_REFUSED', status: 401 });
    expect(logins(desk)).to.deep.equal(['granted', 'granted']);
    expect(desk.count('/skills')).to.equal(2);
  });

  it('R49 refuses a password that has expired', async () => {
    await using desk = await Desk.open({ way: ({ bots }) => ({ credentials: bots[0].userCredentials }) });
    desk.simulator.admin.expirePassword(desk.simulator.bots[0].username);
    expect(await refusalOf(desk.services.skills.list())).to.include({ code: 'LOGIN_REFUSED', status: 401 });
  });
});
