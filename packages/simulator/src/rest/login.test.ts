import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { agentUrl, bearerOf, loginUrl, openAgent } from '../agent.test.support.js';
import { ManualClock } from '../manual-clock.js';
import type { Platform } from '../platform.js';
import { at, PlainClient, post } from '../plain-client.test.support.js';
import { startSimulator } from '../start-simulator.js';

describe('the login service', () => {
  let platform: Platform;
  let clock: ManualClock;
  const refreshUrl = () => `${platform.url}/api/account/${platform.accountId}/refresh?v=1.3`;
  const logoutUrl = () => `${platform.url}/api/account/${platform.accountId}/logout?v=1.3`;

  beforeEach(async () => {
    clock = new ManualClock();
    platform = await startSimulator({ clock });
  });

  afterEach(() => platform.stop());

  it('answers application keys with a bearer, a csrf, the user and the domains', async () => {
    const { status, body, cookie } = await post(loginUrl(platform), platform.bots[0].credentials);
    expect(status).to.equal(200);
    expect(at(body, 'bearer')).to.match(/^[0-9a-f]{64}$/);
    expect(at(body, 'csrf')).to.match(/^[0-9a-f]{64}$/);
    expect(at(body, 'sessionTTl')).to.equal('28800000');
    expect(at(body, 'config.userId')).to.equal(platform.bots[0].userId);
    expect(at(body, 'config.userPid')).to.equal(platform.bots[0].pid);
    expect(at(body, 'csdsCollectionResponse.baseURIs.0.baseURI')).to.equal(`127.0.0.1:${platform.port}`);
    expect(cookie).to.match(/^Session_id=./);
  });

  it('takes a password, and an OAuth 2.0 client with placeholders for the tokens', async () => {
    const [{ oauth2Credentials, userCredentials }] = platform.bots;
    const { username, clientId, clientSecret } = oauth2Credentials;
    const client = { username, appKey: clientId, secret: clientSecret, accessToken: 'x', accessTokenSecret: 'x' };
    expect((await post(loginUrl(platform), userCredentials)).status).to.equal(200);
    expect((await post(loginUrl(platform), client)).status).to.equal(200);
  });

  it('refuses wrong secrets, unknown users and other accounts with 401', async () => {
    const { credentials } = platform.bots[0];
    const wrong = await post(loginUrl(platform), { ...credentials, secret: 'wrong' });
    expect(wrong.status).to.equal(401);
    expect(at(wrong.body, 'error.responseStatus')).to.equal('UNAUTHORIZED');
    expect((await post(loginUrl(platform), { ...credentials, username: 'nobody' })).status).to.equal(401);
    const elsewhere = loginUrl(platform).replace(platform.accountId, '999');
    expect((await post(elsewhere, credentials)).status).to.equal(401);
    expect((await post(loginUrl(platform), { assertion: 'saml' })).status).to.equal(401);
  });

  it('refuses a body without credentials, or that is not JSON, with 400', async () => {
    expect((await post(loginUrl(platform), { username: 'bot-1' })).status).to.equal(400);
    expect((await post(loginUrl(platform), '{')).status).to.equal(400);
    expect((await post(loginUrl(platform).replace('1.3', '9'), platform.bots[0].credentials)).status).to.equal(400);
  });

  it('refreshes with csrf and cookie, and answers an empty body', async () => {
    const { body, cookie } = await post(loginUrl(platform), platform.bots[0].credentials);
    const refreshed = await post(refreshUrl(), { csrf: at(body, 'csrf') }, { Cookie: cookie });
    expect(refreshed).to.include({ status: 200, body: undefined, cookie });
  });

  it('refuses a refresh without the cookie or with a wrong csrf, with internalCode 10', async () => {
    const { body, cookie } = await post(loginUrl(platform), platform.bots[0].credentials);
    const noCookie = await post(refreshUrl(), { csrf: at(body, 'csrf') });
    const wrongCsrf = await post(refreshUrl(), { csrf: 'wrong' }, { Cookie: cookie });
    for (const answer of [noCookie, wrongCsrf]) {
      expect(answer.status).to.equal(401);
      expect(at(answer.body, 'error.internalCode')).to.equal(10);
      expect(at(answer.body, 'error.message')).to.match(/^CSRF token invalid!/);
    }
  });

  it('ends the bearer with the lifetime of the session, unless it is refreshed', async () => {
    const { body, cookie } = await post(loginUrl(platform), platform.bots[0].credentials);
    const url = agentUrl(platform, String(at(body, 'bearer')));
    clock.advance(28_000_000);
    await post(refreshUrl(), { csrf: at(body, 'csrf') }, { Cookie: cookie });
    clock.advance(28_000_000);
    (await PlainClient.open(url)).close();
    clock.advance(800_000);
    expect(await PlainClient.open(url).catch((error: Error) => error.message)).to.equal('401');
  });

  it('ends the bearer with the logout', async () => {
    const { body, cookie } = await post(loginUrl(platform), platform.bots[0].credentials);
    expect((await post(logoutUrl(), { csrf: at(body, 'csrf') }, { Cookie: cookie })).status).to.equal(200);
    const opened = PlainClient.open(agentUrl(platform, at(body, 'bearer') as string));
    expect(await opened.catch((error: Error) => error.message)).to.equal('401');
  });

  it('ends the first bearer with a second login of the user, and leaves the open socket', async () => {
    const first = await post(loginUrl(platform), platform.bots[0].credentials);
    const url = agentUrl(platform, at(first.body, 'bearer') as string);
    const socket = await PlainClient.open(url);
    await bearerOf(platform);
    expect(await PlainClient.open(url).catch((error: Error) => error.message)).to.equal('401');
    const refreshed = await post(refreshUrl(), { csrf: at(first.body, 'csrf') }, { Cookie: first.cookie });
    expect(refreshed.status).to.equal(401);
    expect((await socket.ask('.GetClock', {})).code).to.equal(200);
    socket.close();
  });

  it('closes the first socket with 4401 at a second login, if told so', async () => {
    await platform.stop();
    platform = await startSimulator({ secondLogin: 'close4401' });
    const socket = await openAgent(platform);
    await bearerOf(platform);
    expect(await socket.closed).to.equal(4401);
  });

  it('keeps a log of logins that holds no secret', async () => {
    const { credentials } = platform.bots[0];
    const { body } = await post(loginUrl(platform), credentials);
    await post(loginUrl(platform), { ...credentials, secret: 'wrong' });
    const outcomes = platform.log.flatMap((record) => (record.kind === 'login' ? [record.outcome] : []));
    expect(outcomes).to.deep.equal(['granted', 'refused']);
    const text = JSON.stringify(platform.log);
    for (const secret of [credentials.secret, credentials.accessTokenSecret, at(body, 'bearer')]) {
      expect(text).not.to.include(secret);
    }
  });
});
