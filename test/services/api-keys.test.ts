import { expect } from 'chai';
import { appToken, type Authorizer, oauth1, oauth1Header } from 'holdfast';
import { describe, it } from 'mocha';
import { Desk, refusalOf } from './desk.js';

const seconds = (desk: Desk) => (): number => Math.floor(desk.clock.now() / 1_000);
const usersUrl = ({ simulator }: Desk, query = 'v=4.0'): string =>
  `${simulator.url}/api/account/${simulator.accountId}/configuration/le-users/users?${query}`;
const get = async (url: string, authorization: string): Promise<readonly [number, string]> => {
  const answer = await fetch(url, { headers: { authorization } });
  return [answer.status, (await answer.text()).split('&')[0] ?? ''];
};

describe('API keys', () => {
  for (const method of ['HMAC-SHA1', 'HMAC-SHA256'] as const) {
    it(`R05 stand in for a bearer, signed with ${method}`, async () => {
      await using desk = await Desk.open();
      const keys = desk.simulator.admin.createApiKey(['users', 'history']);
      const { users, history } = desk.also({ authorizer: oauth1(keys, { method, timestamp: seconds(desk) }) });
      expect((await users.list({ select: '$all,name (x)' })).users).to.have.length(1);
      const range = { from: new Date(desk.clock.now() - 60_000), to: new Date(desk.clock.now()) };
      expect((await history.search({ ...range, sort: 'start:asc' })).total).to.equal(0);
      expect(desk.count('/login')).to.equal(0);
    });
  }

  it('R05 write their header on one line, in the order of the guide', () => {
    const keys = { appKey: 'ck', secret: 'cs', accessToken: 'tk', accessTokenSecret: 'ts' };
    const request = { method: 'GET', url: 'https://example.test/a?v=1' };
    const header = oauth1Header(keys, request, { nonce: () => 'n-1', timestamp: () => 1_261_039_670 });
    expect(header).to.match(
      /^OAuth oauth_signature="[^"]+",oauth_version="1\.0",oauth_nonce="n-1",oauth_consumer_key="ck",oauth_signature_method="HMAC-SHA1",oauth_token="tk",oauth_timestamp="1261039670"$/,
    );
  });

  it('R05 are refused with a wrong secret, a used nonce, an old timestamp or a changed query', async () => {
    await using desk = await Desk.open();
    const keys = desk.simulator.admin.createApiKey(['users']);
    const url = usersUrl(desk);
    const timestamp = seconds(desk);
    const sign = (more: object = {}): string => oauth1Header(keys, { method: 'GET', url }, { timestamp, ...more });
    expect(await get(url, sign())).to.have.property('0', 200);
    const twice = sign({ nonce: () => 'once' });
    expect(await get(url, twice)).to.have.property('0', 200);
    expect(await get(url, twice)).to.deep.equal([401, 'oauth_problem=nonce_used']);
    const wrong = oauth1Header({ ...keys, secret: 'wrong' }, { method: 'GET', url }, { timestamp });
    expect(await get(url, wrong)).to.deep.equal([401, 'oauth_problem=signature_invalid']);
    for (const skew of [-301, 301]) {
      const late = sign({ timestamp: () => timestamp() + skew });
      expect(await get(url, late)).to.deep.equal([401, 'oauth_problem=timestamp_refused']);
    }
    expect(await get(usersUrl(desk, 'v=4.0&include_deleted=true'), sign())).to.deep.equal([
      401,
      'oauth_problem=signature_invalid',
    ]);
  });

  it('R05 say in their error what was wrong, and none of their secrets; nothing is sent twice', async () => {
    await using desk = await Desk.open();
    const keys = desk.simulator.admin.createApiKey(['users']);
    const late = oauth1(keys, { timestamp: () => 1_261_039_670 });
    const { users } = desk.also({ authorizer: late, retryDelays: [1, 1] });
    const error = await refusalOf(users.list());
    expect(error).to.include({ code: 'REQUEST_REFUSED', status: 401 });
    expect(error.message).to.include('timestamp_refused');
    for (const secret of Object.values(keys)) expect(JSON.stringify([error, error.message])).not.to.include(secret);
    expect(desk.count('/users')).to.equal(1);
  });

  it('R04 open what they have the privilege for, and nothing else', async () => {
    await using desk = await Desk.open();
    const keys = desk.simulator.admin.createApiKey(['skills']);
    expect(Object.keys(keys)).to.deep.equal(['appKey', 'secret', 'accessToken', 'accessTokenSecret']);
    const { skills, users } = desk.also({ authorizer: oauth1(keys, { timestamp: seconds(desk) }) });
    expect(await skills.list()).to.have.length(2);
    expect(await refusalOf(users.list())).to.include({ code: 'REQUEST_REFUSED', status: 403 });
  });

  it('R04 of a bot are for its login alone', async () => {
    await using desk = await Desk.open();
    const { username: _name, ...keys } = desk.simulator.bots[0].credentials;
    const { users } = desk.also({ authorizer: oauth1(keys, { timestamp: seconds(desk) }) });
    expect(await refusalOf(users.list())).to.include({ code: 'REQUEST_REFUSED', status: 403 });
  });
});

describe('App tokens', () => {
  const appOf = (desk: Desk, scopes: readonly string[]): Authorizer => {
    const { simulator, clock } = desk;
    const client = simulator.admin.installApp(scopes);
    return appToken({ accountId: simulator.accountId, csds: simulator.url, clock, ...client });
  };

  it('R28 of an application with the right scope open the list of users', async () => {
    await using desk = await Desk.open();
    const { users, skills } = desk.also({ authorizer: appOf(desk, ['users.read']) });
    expect((await users.list()).users).to.have.length(1);
    expect(await refusalOf(skills.list())).to.include({ code: 'REQUEST_REFUSED', status: 403 });
    expect(desk.count('/app/token')).to.equal(1);
  });

  it('R12 are asked for again before they expire, and once when a key was changed under them', async () => {
    await using desk = await Desk.open();
    const { users } = desk.also({ authorizer: appOf(desk, ['users.read']) });
    await users.list();
    desk.clock.advance(3_000_000);
    await users.list();
    expect(desk.count('/app/token')).to.equal(1);
    desk.clock.advance(300_000);
    await users.list();
    expect(desk.count('/app/token')).to.equal(2);
    desk.simulator.admin.rotateAppKey();
    await Promise.all([users.list(), users.list(), users.list()]);
    expect(desk.count('/app/token')).to.equal(3);
  });

  it('R12 of another account are refused, and so is a wrong secret', async () => {
    await using desk = await Desk.open();
    const client = desk.simulator.admin.installApp(['users.read']);
    const foreign = await desk.simulator.admin.foreignAppToken(client);
    const answer = await fetch(usersUrl(desk), { headers: { authorization: `Bearer ${foreign}` } });
    expect(answer.status).to.equal(401);
    const wrong = { ...client, clientSecret: 'canary-wrong' };
    const { accountId, url: csds } = desk.simulator;
    const { users } = desk.also({ authorizer: appToken({ accountId, csds, ...wrong }), retryDelays: [1] });
    const error = await refusalOf(users.list());
    expect(error).to.include({ code: 'REQUEST_REFUSED', status: 401 });
    expect(error.message).not.to.include('canary');
    expect(desk.count('/app/token')).to.equal(1);
  });
});
