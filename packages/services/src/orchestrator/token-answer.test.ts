import { expect } from 'chai';
import { describe, it } from 'mocha';
import { tokenAnswer } from './token-answer.js';

const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('tokenAnswer', () => {
  it('takes the lifetime that the answer names, and else the one that the token names', () => {
    const token = jwt({ iat: 1_000, exp: 87_400 });
    expect(tokenAnswer({ access_token: token, expires_in: '60' })).to.deep.equal({ token, lifetime: 60_000 });
    expect(tokenAnswer(token)).to.deep.equal({ token, lifetime: 86_400_000 });
    expect(tokenAnswer({ token: 'opaque' })).to.deep.equal({ token: 'opaque', lifetime: undefined });
  });

  it('takes no lifetime from claims that make no sense', () => {
    for (const claims of [{ iat: 'x', exp: 5 }, { exp: 5 }, { iat: -1, exp: 5 }]) {
      expect(tokenAnswer(jwt(claims))?.lifetime).to.equal(undefined);
    }
    expect(tokenAnswer(jwt({ iat: 10, exp: 5 }))?.lifetime).to.equal(0);
  });

  it('finds no token in anything else', () => {
    for (const body of [undefined, null, '', 'two words', 7, [], {}, { token: '' }, { access_token: { a: 1 } }]) {
      expect(tokenAnswer(body)).to.equal(undefined);
    }
  });
});
