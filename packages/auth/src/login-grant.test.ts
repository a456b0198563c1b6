import {
  AccountBlockedError,
  BearerExpiredError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { authFor, livePerson, loggedIn } from './account-1234.test.support.js';
import { callWith, failureOf, json, loginAnswer, text } from './loopback-platform.test.support.js';

describe('LoginGrant', () => {
  const session = json(200, loginAnswer, {
    'set-cookie': ['Session_id=one; Path=/; HttpOnly', 'lb=two; Path=/api', 'broken;;=', '='],
  });

  it('send the csrf and the cookies of their login back, renewed by each answer', async () => {
    await using platform = await livePerson(
      session,
      text(200, '', { 'set-cookie': 'Session_id=three; Path=/' }),
      text(200, ''),
    );
    const grant = await loggedIn(platform);
    await grant.refresh(callWith());
    await grant.logout(callWith());
    const [refresh, logout] = platform.seen.slice(2);
    for (const [seen, action] of [
      [refresh, 'refresh'],
      [logout, 'logout'],
    ] as const) {
      expect(seen?.path).to.equal(`/api/account/1234/${action}?v=1.3`);
      expect(JSON.parse(seen?.body ?? '')).to.deep.equal({ csrf: loginAnswer.csrf });
    }
    expect(refresh?.headers.cookie?.split('; ').toSorted()).to.deep.equal(['Session_id=one', 'lb=two']);
    expect(logout?.headers.cookie?.split('; ').toSorted()).to.deep.equal(['Session_id=three', 'lb=two']);
  });

  it('name all that must not be printed: bearer, csrf, cookies as they are now, and what was logged in with', async () => {
    const renewed = text(200, '', { 'set-cookie': 'Session_id=three; Path=/' });
    await using platform = await livePerson(session, renewed);
    const grant = await loggedIn(platform);
    expect(grant.secrets).to.include.members([loginAnswer.bearer, loginAnswer.csrf, 'one', 'two']);
    expect(grant.secrets).not.to.include('bot');
    await grant.refresh(callWith());
    expect(grant.secrets).to.include.members(['three', 'two']);
  });

  it('keep the cookies of two logins apart', async () => {
    const other = json(200, loginAnswer, { 'set-cookie': 'Session_id=other; Path=/' });
    await using platform = await livePerson(session, other, text(200, ''));
    const auth = authFor(platform);
    const domains = await auth.discover(callWith());
    const [first, second] = [await auth.login(domains, callWith()), await auth.login(domains, callWith())];
    await first.refresh(callWith());
    await second.refresh(callWith());
    const cookies = platform.seen.slice(1).map(({ headers }) => headers.cookie?.includes('other'));
    expect(cookies).to.deep.equal([undefined, undefined, false, true]);
  });

  it('tell an ended login by a 401, with the internal code', async () => {
    const mismatch = { error: { message: 'CSRF token invalid!', internalCode: 10, responseStatus: 'UNAUTHORIZED' } };
    await using platform = await livePerson(session, json(401, mismatch));
    const grant = await loggedIn(platform);
    const expired = await failureOf(grant.refresh(callWith({ retryDelays: [1, 1] })));
    expect(expired).to.be.instanceOf(BearerExpiredError);
    expect((expired as Error).message).to.equal(
      'Account 1234 refused the refresh of user bot (HTTP 401, internal code 10). The login has ended; log in again.',
    );
    expect(platform.seen).to.have.length(3);
  });

  it('tell other refusals apart from an ended login', async () => {
    await using platform = await livePerson(session, text(403, ''), text(429, ''), text(451, ''), text(200, '<html>'));
    const grant = await loggedIn(platform);
    expect(await failureOf(grant.refresh(callWith())))
      .to.be.instanceOf(RequestRefusedError)
      .with.property('status', 403);
    expect(await failureOf(grant.refresh(callWith()))).to.be.instanceOf(ThrottledError);
    expect(await failureOf(grant.refresh(callWith()))).to.be.instanceOf(AccountBlockedError);
    expect(await failureOf(grant.refresh(callWith()))).to.be.instanceOf(UnexpectedAnswerError);
  });

  it('try a 500 again', async () => {
    await using platform = await livePerson(session, text(500, ''), text(200, ''));
    const grant = await loggedIn(platform);
    await grant.refresh(callWith({ retryDelays: [1] }));
    expect(platform.seen).to.have.length(4);
  });

  it('let a logout succeed if the login had ended already', async () => {
    await using platform = await livePerson(session, text(401, ''));
    await (await loggedIn(platform)).logout(callWith());
    expect(platform.seen).to.have.length(3);
  });

  it('tell of a logout that did not get through', async () => {
    await using platform = await livePerson(session, text(500, ''));
    const grant = await loggedIn(platform);
    expect(await failureOf(grant.logout(callWith()))).to.be.instanceOf(PlatformUnavailableError);
  });
});
