import { expect } from 'chai';
import { describe, it } from 'mocha';
import { namesSecret } from './secret-names.js';

describe('namesSecret', () => {
  const secret =
    'authorization Authorization proxy-authorization cookie Set-Cookie password userPassword secret token bearer csrf appKey ' +
    'accessToken accessTokenSecret clientSecret client_secret assertion jwt access_token oauth_signature oauth_token x-csrf-token ' +
    'LP_APP_KEY LP_ACCESS_TOKEN_SECRET X-LP-ON-BEHALF oauth_consumer_key';
  for (const name of secret.split(' ')) {
    it(`guards ${name}`, () => expect(namesSecret(name)).to.equal(true));
  }

  for (const name of ['accountId', 'username', 'bot', 'dialogId', 'tokens', 'code', 'message', 'attempt', '']) {
    it(`lets ${name || 'the empty name'} pass`, () => expect(namesSecret(name)).to.equal(false));
  }
});
