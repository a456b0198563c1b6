import { BearerExpiredError, UnexpectedAnswerError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConsumerGrant } from './consumer-grant.js';

const jwtOf = (claims: unknown): string => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
const grantOf = (jwt: string): ConsumerGrant => new ConsumerGrant({ jwt, secrets: [jwt] });

describe('The grant of a consumer', () => {
  it('knows whose it is and how long it lasts, whatever the clock of this machine says', () => {
    const grant = grantOf(jwtOf({ sub: 'consumer-1', iat: 1_000, exp: 1_060 }));
    expect(grant).to.include({ userId: 'consumer-1', sessionTtl: 60_000 });
    expect(grant.secrets).to.deep.equal([grant.bearer]);
  });

  it('makes nothing of lifetimes that are none', () => {
    for (const claims of [{}, { iat: 5, exp: 5 }, { iat: 9, exp: 1 }, { exp: 9 }, { iat: 'x', exp: {} }]) {
      expect(grantOf(jwtOf({ sub: 's', ...claims }))).not.to.have.property('sessionTtl');
    }
  });

  it('refuses a token that names nobody, or that the socket would not take, without telling it', () => {
    const jwts = [
      '',
      'canary',
      'a.canary.b',
      jwtOf([]),
      jwtOf({ sub: {} }),
      jwtOf({ sub: 's', canary: 'x'.repeat(2_048) }),
    ];
    for (const jwt of jwts) {
      expect(() => grantOf(jwt))
        .to.throw(UnexpectedAnswerError)
        .with.property('message')
        .that.does.not.include('canary');
    }
  });

  it('is not prolonged, and needs no logout', async () => {
    const grant = grantOf(jwtOf({ sub: 's' }));
    expect(await grant.refresh().catch((error: unknown) => error)).to.be.instanceOf(BearerExpiredError);
    await grant.logout();
  });
});
