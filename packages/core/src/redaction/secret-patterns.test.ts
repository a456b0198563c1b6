import { expect } from 'chai';
import { describe, it } from 'mocha';
import { redactPatterns } from './secret-patterns.js';

const HEX = '0123456789abcdef'.repeat(4);
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('redactPatterns', () => {
  const cases: readonly (readonly [text: string, clean: string])[] = [
    [`bearer ${HEX} is dead`, 'bearer [redacted] is dead'],
    [`got ${HEX.toUpperCase()}.`, 'got [redacted].'],
    [`token was ${JWT}!`, 'token was [redacted]!'],
    ['Bearer abcdefghijklmnop.q-r', 'Bearer [redacted]'],
    [
      'wss://h/ws_api/account/1/messaging/brand/abc%2Fd?v=2.1',
      'wss://h/ws_api/account/1/messaging/brand/[redacted]?v=2.1',
    ],
    ['/messaging/consumer/abc?v=3', '/messaging/consumer/[redacted]?v=3'],
    ['messaging%2Fbrand%2Fabc', 'messaging%2Fbrand%2F[redacted]'],
    ['http://user:p@ss@proxy:3128/x', 'http://[redacted]@proxy:3128/x'],
    ['GET /x?access_token=abc&v=1', 'GET /x?access_token=[redacted]&v=1'],
    ['oauth_signature="abc%3D", oauth_nonce="n"', 'oauth_signature=[redacted], oauth_nonce="n"'],
    ['{"appKey":"k","secret":"s","n":1}', '{"appKey":[redacted],"secret":[redacted],"n":1}'],
    ['{\\"csrf\\":\\"abc\\",\\"n\\":1}', '{\\"csrf\\":[redacted],\\"n\\":1}'],
    ['Cookie: a=b; c=d\nHost: x', 'Cookie: [redacted]\nHost: x'],
    ['Authorization: OAuth oauth_token="t"', 'Authorization: [redacted]'],
  ];
  for (const [text, clean] of cases) {
    it(`cleans ${JSON.stringify(text)}`, () => expect(redactPatterns(text)).to.equal(clean));
  }

  const harmless = [
    'The bearer was refused, take a new one.',
    'Account 1234 refused the login (HTTP 401). Check the user name and its key.',
    'https://host/api/account/1234/login?v=1.3',
    'mail bob@example.com',
    'dialog 0f8fad5b-d9cb-469f-a165-70867728950e:12',
  ];
  for (const text of harmless) {
    it(`leaves ${JSON.stringify(text)} as it is`, () => expect(redactPatterns(text)).to.equal(text));
  }
});
