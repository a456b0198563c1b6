import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readCredentials } from './read-credentials.js';

const keys = { username: 'bot', appKey: 'K', secret: 'S', accessToken: 'T', accessTokenSecret: 'TS' };
const bodyOf = (given: unknown): unknown => {
  const read = readCredentials(given);
  return read.form === 'login' ? read.body : read;
};

describe('readCredentials', () => {
  it('sends the keys of an application as they are', () => expect(bodyOf(keys)).to.deep.equal(keys));

  it('sends an OAuth 2.0 client in the fields of the keys, with placeholders in the other two', () => {
    expect(bodyOf({ username: 'bot', clientId: 'I', clientSecret: 'X' })).to.deep.equal({
      username: 'bot',
      appKey: 'I',
      secret: 'X',
      accessToken: 'placeholder',
      accessTokenSecret: 'placeholder',
    });
  });

  it('sends a user with a password', () => {
    expect(bodyOf({ username: 'bot', password: ' spaces stay ' })).to.deep.equal({
      username: 'bot',
      password: ' spaces stay ',
    });
  });

  it('sends an assertion with the jwt that the service wants beside it', () => {
    expect(bodyOf({ assertion: 'A'.repeat(20_000) })).to.deep.equal({ assertion: 'A'.repeat(20_000), jwt: 'none' });
  });

  it('keeps a supplied bearer', () => {
    expect(bodyOf({ bearer: 'a+/=%', userId: '7', userPid: 'p' })).to.deep.equal({
      form: 'bearer',
      bearer: 'a+/=%',
      userId: '7',
      userPid: 'p',
    });
  });

  it('takes an undefined field as absent', () => {
    expect(bodyOf({ ...keys, password: undefined })).to.deep.equal(keys);
  });

  const { accessToken: _, ...withoutToken } = keys;
  for (const [option, given] of [
    ['credentials', undefined],
    ['credentials', null],
    ['credentials', 'hunter2'],
    ['credentials', []],
    ['credentials', {}],
    ['credentials', { username: 'bot' }],
    ['credentials', Object.create(keys)],
    ['credentials.appKey', { ...keys, appKey: undefined }],
    ['credentials.appKey', { ...keys, appKey: '' }],
    ['credentials.appKey', { ...keys, appKey: 7 }],
    ['credentials.appKey', { ...keys, appKey: 'hunter2\n' }],
    ['credentials.accessToken', withoutToken],
    ['credentials.username', { username: undefined, password: 'hunter2' }],
    ['credentials.username', { username: 'bot\u001b[2J', password: 'hunter2' }],
    ['credentials.password', { ...keys, password: 'hunter2' }],
    ['credentials.appkey', { ...keys, appkey: 'hunter2' }],
    ['credentials', { ...keys, 'hunter2!': 'hunter2' }],
    ['credentials.clientSecret', { username: 'bot', clientId: 'hunter2' }],
    ['credentials.userId', { bearer: 'hunter2' }],
    ['credentials.bearer', { bearer: 'hunter2\r\nx: y', userId: '7' }],
    ['credentials.refresh', { bearer: 'hunter2', userId: '7', refresh: 'hunter2' }],
    ['credentials.secret', { ...keys, secret: 'hunter2'.repeat(5_000) }],
  ] as const) {
    it(`names ${option} and no value of ${JSON.stringify(given)?.slice(0, 90)}`, () => {
      expect(() => readCredentials(given))
        .to.throw(ConfigurationError, /^((?!hunter2).)*$/)
        .with.property('option', option);
    });
  }
});
