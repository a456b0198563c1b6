import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Environment, fromEnv } from './from-env.js';

const shared = { LP_ACCOUNT_ID: '12345678', LP_USERNAME: 'bot' };
const keys = {
  LP_APP_KEY: 'canary-app-key',
  LP_APP_SECRET: 'canary-secret',
  LP_ACCESS_TOKEN: 'canary-access-token',
  LP_ACCESS_TOKEN_SECRET: 'canary-access-token-secret',
};
const client = { LP_CLIENT_ID: 'canary-client-id', LP_CLIENT_SECRET: 'canary-client-secret' };
const password = { LP_PASSWORD: 'canary-password' };

describe('fromEnv', () => {
  for (const [name, kind] of Object.entries({ keys, client, password })) {
    it(`takes the credentials of the kind ${name}`, () => {
      const platform = fromEnv({ ...shared, ...kind });
      expect(platform.accountId).to.equal('12345678');
      expect(platform.secrets).to.have.members(Object.values(kind));
    });
  }

  it('takes a proxy in either case, the lower one first', () => {
    const [upper, lower] = ['http://me:canary-upper@proxy.test', 'http://me:canary-lower@proxy.test'];
    expect(fromEnv({ ...shared, ...password, HTTPS_PROXY: upper }).secrets).to.include('canary-upper');
    expect(fromEnv({ ...shared, ...password, https_proxy: lower }).secrets).to.include('canary-lower');
    const { secrets } = fromEnv({ ...shared, ...password, HTTPS_PROXY: upper, https_proxy: lower });
    expect(secrets).to.include('canary-lower').and.not.include('canary-upper');
  });

  it('takes empty variables for missing ones, as compose files write them', () => {
    const empty = { LP_CLIENT_ID: '', LP_CLIENT_SECRET: ' ', LP_CSDS_URL: '', HTTPS_PROXY: '', NO_PROXY: '' };
    expect(fromEnv({ ...shared, ...password, ...empty }).secrets).to.deep.equal(['canary-password']);
  });

  const faults: readonly (readonly [what: string, env: Environment, option: string, says: readonly string[]])[] = [
    [
      'an empty environment',
      {},
      'LP_ACCOUNT_ID',
      [
        'LP_ACCOUNT_ID and LP_USERNAME are not set, and there are no credentials',
        'LP_CLIENT_ID and LP_CLIENT_SECRET; or LP_PASSWORD',
      ],
    ],
    ['no credentials', shared, 'LP_APP_KEY', ['there are no credentials', 'LP_APP_KEY', 'LP_PASSWORD']],
    ['no account', { LP_USERNAME: 'bot', ...keys }, 'LP_ACCOUNT_ID', ['LP_ACCOUNT_ID is not set. Set it.']],
    ['no user', { LP_ACCOUNT_ID: '12345678', ...keys }, 'LP_USERNAME', ['LP_USERNAME is not set. Set it.']],
    [
      'half a kind of credentials',
      { ...shared, ...keys, LP_APP_SECRET: undefined, LP_ACCESS_TOKEN: '' },
      'LP_APP_SECRET',
      ['LP_APP_SECRET and LP_ACCESS_TOKEN are not set', 'another kind'],
    ],
    ['an empty key', { ...shared, ...keys, LP_APP_KEY: '' }, 'LP_APP_KEY', ['LP_APP_KEY is not set']],
    [
      'two kinds of credentials',
      { ...shared, ...keys, ...password },
      'LP_PASSWORD',
      ['more than one kind', 'LP_APP_KEY, LP_APP_SECRET, LP_ACCESS_TOKEN and LP_ACCESS_TOKEN_SECRET; LP_PASSWORD'],
    ],
    [
      'a rest of another kind',
      { ...shared, ...password, LP_CLIENT_SECRET: 'canary-client-secret' },
      'LP_PASSWORD',
      ['LP_CLIENT_SECRET; LP_PASSWORD'],
    ],
    [
      'an impossible account',
      { ...shared, ...keys, LP_ACCOUNT_ID: 'my account' },
      'LP_ACCOUNT_ID',
      ['LP_ACCOUNT_ID: '],
    ],
    ['a key with a line break', { ...shared, ...keys, LP_APP_KEY: 'canary\n' }, 'LP_APP_KEY', ['white space']],
    ['a plain csds', { ...shared, ...keys, LP_CSDS_URL: 'http://example.com' }, 'LP_CSDS_URL', ['https']],
    ['a csds that is no URL', { ...shared, ...keys, LP_CSDS_URL: 'canary csds' }, 'LP_CSDS_URL', ['not a host']],
    [
      'a wrong proxy',
      { ...shared, ...keys, HTTPS_PROXY: 'socks5://me:canary-proxy@proxy.test' },
      'HTTPS_PROXY',
      ['not supported'],
    ],
    [
      'a wrong exception to the proxy',
      { ...shared, ...keys, https_proxy: 'http://proxy.test', no_proxy: 'a.test:0' },
      'no_proxy',
      ['port'],
    ],
  ];
  for (const [what, env, option, says] of faults) {
    it(`refuses ${what}, naming ${option} and no value`, () => {
      let caught: unknown;
      try {
        fromEnv(env);
      } catch (error) {
        caught = error;
      }
      expect(caught).to.be.instanceOf(ConfigurationError).with.property('option', option);
      for (const text of says) expect(String(caught)).to.include(text);
      expect(String(caught)).not.to.include('canary');
    });
  }
});
