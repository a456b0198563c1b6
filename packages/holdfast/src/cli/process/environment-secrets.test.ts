import { expect } from 'chai';
import { describe, it } from 'mocha';
import { environmentSecrets } from './environment-secrets.js';

describe('The secrets of an environment', () => {
  it('are the values of variables that name a secret, complete configuration or not', () => {
    const env = {
      LP_ACCOUNT_ID: '12345678',
      LP_USERNAME: 'bot',
      LP_APP_KEY: 'k1',
      LP_APP_SECRET: 'k2',
      LP_ACCESS_TOKEN: 'k3',
      LP_ACCESS_TOKEN_SECRET: 'k4',
      LP_CLIENT_ID: 'k5',
      LP_CLIENT_SECRET: 'k6',
      LP_PASSWORD: 'k7',
      NPM_TOKEN: 'k8',
      UNSET: undefined,
    };
    expect(environmentSecrets(env)).to.deep.equal(['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8']);
  });

  it('are also the passwords within URLs, as written and as meant', () => {
    expect(environmentSecrets({ HTTPS_PROXY: 'http://me:pass%20word@proxy:3128' })).to.deep.equal([
      'pass%20word',
      'pass word',
    ]);
    expect(environmentSecrets({ HTTPS_PROXY: 'http://me:%zz@proxy' })).to.deep.equal(['%zz']);
  });
});
