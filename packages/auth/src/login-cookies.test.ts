import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LoginCookies } from './login-cookies.js';

const LOGIN = 'https://va.agentvep.test/api/account/1234/login?v=1.3';
const REFRESH = 'https://va.agentvep.test/api/account/1234/refresh?v=1.3';

/** What is sent to `to` after the login has set these. */
const sent = (set: readonly string[], { to = REFRESH, at = LOGIN, later = 0 } = {}): string => {
  let now = 0;
  const cookies = new LoginCookies(() => now);
  for (const header of set) cookies.take(header, at);
  now = later;
  return cookies.headerFor(to);
};

describe('LoginCookies', () => {
  it('gives back what was set, the longest path first', () => {
    expect(sent(['a=1; Path=/; HttpOnly', 'b=2', 'c=3; Path=/api; SameSite=Lax'])).to.equal('b=2; c=3; a=1');
  });

  it('replaces a cookie of the same name and path, and keeps another path apart', () => {
    expect(sent(['a=1; Path=/', 'a=2; Path=/', 'a=3; Path=/api'])).to.equal('a=3; a=2');
  });

  it('keeps a value with any sign in it as it is', () => {
    expect(sent(['a= "x=y==" ; Path=/'])).to.equal('a="x=y=="');
  });

  it('sends nothing to another host, however near, and whatever Domain says', () => {
    const set = ['a=1', 'b=2; Domain=agentvep.test', 'c=3; Domain=.test'];
    expect(sent(set)).to.equal('a=1; b=2; c=3');
    for (const host of ['agentvep.test', 'x.va.agentvep.test', 'xva.agentvep.test', 'lo.agentvep.test']) {
      expect(sent(set, { to: REFRESH.replace('va.agentvep.test', host) })).to.equal('');
    }
  });

  it('passes over what is set for another host', () => {
    expect(sent(['a=1; Domain=other.test', 'b=2; Domain=x.va.agentvep.test', 'c=3; Domain=vep.test'])).to.equal('');
  });

  it('sends nothing to another path', () => {
    expect(sent(['a=1; Path=/api/acc', 'b=2; Path=/admin', 'c=3; Path=/api/account/'])).to.equal('c=3');
  });

  it('sends a secure one over https, and over http to this machine only', () => {
    const http = { at: 'http://va.agentvep.test/login', to: 'http://va.agentvep.test/refresh' };
    expect(sent(['a=1; Secure', 'b=2'])).to.equal('a=1; b=2');
    expect(sent(['a=1; secure', 'b=2'], http)).to.equal('b=2');
    const local = { at: 'http://127.0.0.1:8080/login', to: 'http://127.0.0.1:8080/refresh' };
    expect(sent(['a=1; Secure'], local)).to.equal('a=1');
  });

  it('forgets a cookie when its time is over, and at once when it is set into the past', () => {
    const past = new Date(Date.now() - 60_000).toUTCString();
    const future = new Date(Date.now() + 60_000).toUTCString();
    const set = ['a=1; Max-Age=10', `b=2; Expires=${future}`, `c=3; Expires=${past}; Max-Age=10`, 'd=4; Expires=never'];
    expect(sent(set, { later: 9_000 })).to.equal('a=1; b=2; c=3; d=4');
    expect(sent(set, { later: 11_000 })).to.equal('b=2; d=4');
    expect(sent(set, { later: 61_000 })).to.equal('d=4');
    expect(sent(['a=1', `a=; Expires=${past}`, 'b=2', 'b=; Max-Age=0', 'c=3; Max-Age=-1'])).to.equal('');
  });

  it('passes over what is no cookie, what no header can hold, and what is too much', () => {
    expect(sent(['', ';', '=', '=1', 'a', 'a;=1', 'b=\u0007', 'c=\u0100', `d=${'x'.repeat(5_000)}`])).to.equal('');
    const many = sent(Array.from({ length: 100 }, (_, index) => `c${index}=1`));
    expect(many.split('; ')).to.have.length(50);
  });

  it('tells the values that must not be printed', () => {
    const cookies = new LoginCookies();
    cookies.take('a=one', LOGIN);
    cookies.take('a=two', LOGIN);
    expect(cookies.values).to.deep.equal(['two']);
  });
});
