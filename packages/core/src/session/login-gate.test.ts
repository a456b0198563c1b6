import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { PlatformUnavailableError } from '../errors/platform.js';
import type { Grant } from '../ports/authenticator.js';
import { TokenBucket } from '../resilience/token-bucket.js';
import { FakePlatform } from './fake-platform.test.support.js';
import { someDomains } from './happenings.test.support.js';
import { LoginGate } from './login-gate.js';
import { pass } from './pass.test.support.js';

const clock = { now: () => performance.now() };
const terms = { timeout: 10_000, retryDelays: [] };

describe('LoginGate', () => {
  let time: SinonFakeTimers;
  let platform: FakePlatform;
  let bucket: TokenBucket;
  const gateOf = (shared: TokenBucket) =>
    new LoginGate({ authenticator: platform, minInterval: 5_000, bucket: shared, clock });

  beforeEach(() => {
    time = sinon.useFakeTimers();
    platform = new FakePlatform();
    bucket = new TokenBucket({ perSecond: 20 }, clock);
  });
  afterEach(() => time.restore());

  it('logs in once for all who ask at the same time, and all get the same bearer', async () => {
    const gate = gateOf(bucket);
    const grants: Grant[] = [];
    for (let asked = 0; asked < 3; asked += 1) gate.login(someDomains, terms).subscribe((grant) => grants.push(grant));
    await pass(time, 100);
    expect(platform.logins).to.have.length(1);
    expect(new Set(grants)).to.have.property('size', 1);
    expect(grants).to.have.length(3);
  });

  it('logs in at once the first time, and not within five seconds of an earlier login', async () => {
    const gate = gateOf(bucket);
    gate.login(someDomains, terms).subscribe();
    await pass(time, 100);
    gate.login(someDomains, terms).subscribe();
    await pass(time, 4_800);
    expect(platform.logins).to.deep.equal([0]);
    await pass(time, 200);
    expect(platform.logins).to.have.length(2);
    expect(platform.logins[1]).to.be.within(5_000, 5_050);
  });

  it('counts a login that failed, from its end', async () => {
    const gate = gateOf(bucket);
    platform.mood.login = 'hang';
    const errors: unknown[] = [];
    gate.login(someDomains, terms).subscribe({ error: (error) => errors.push(error) });
    await pass(time, 10_001);
    expect(errors[0]).to.be.instanceOf(PlatformUnavailableError);
    gate.login(someDomains, terms).subscribe({ error: () => undefined });
    await pass(time, 4_998);
    expect(platform.logins).to.have.length(1);
    await pass(time, 2);
    expect(platform.logins).to.have.length(2);
  });

  it('keeps the bearer of a login that was sent for the next who asks, and gives it once', async () => {
    const gate = gateOf(bucket);
    const asking = gate.login(someDomains, terms).subscribe();
    await pass(time, 0);
    expect(platform.logins).to.have.length(1);
    asking.unsubscribe();
    await pass(time, 6_000);
    const grants: Grant[] = [];
    gate.login(someDomains, terms).subscribe((grant) => grants.push(grant));
    expect(grants).to.have.length(1);
    gate.login(someDomains, terms).subscribe();
    await pass(time, 100);
    expect(platform.logins).to.have.length(2);
  });

  it('joins whoever asks to a login on its way that nobody waited for any more', async () => {
    const gate = gateOf(bucket);
    const asking = gate.login(someDomains, terms).subscribe();
    await pass(time, 0);
    expect(platform.logins).to.have.length(1);
    asking.unsubscribe();
    const grants: Grant[] = [];
    gate.login(someDomains, terms).subscribe((grant) => grants.push(grant));
    await pass(time, 100);
    expect(platform.logins).to.have.length(1);
    expect(grants).to.have.length(1);
  });

  it('gives a login up when it is abandoned, and leaves no timer', async () => {
    const gate = gateOf(bucket);
    platform.mood.login = 'hang';
    const asking = gate.login(someDomains, terms).subscribe();
    await pass(time, 100);
    asking.unsubscribe();
    expect(time.countTimers()).to.equal(1);
    gate.abandon();
    expect(time.countTimers()).to.equal(0);
  });

  it('lets a login that was given up while it waited for its turn count for nothing', async () => {
    const gate = gateOf(bucket);
    gate.login(someDomains, terms).subscribe();
    await pass(time, 3_000);
    gate.login(someDomains, terms).subscribe().unsubscribe();
    gate.login(someDomains, terms).subscribe();
    await pass(time, 2_100);
    expect(platform.logins).to.have.length(2);
  });

  it('spreads the logins of many bots of one process', async () => {
    const gates = Array.from({ length: 40 }, () => gateOf(bucket));
    for (const gate of gates) gate.login(someDomains, terms).subscribe();
    await pass(time, 999);
    expect(platform.logins).to.have.length(20);
    await pass(time, 1_001);
    expect(platform.logins).to.have.length(40);
  });
});
