import { expect } from 'chai';
import { BearerExpiredError } from 'holdfast';
import { describe, it } from 'mocha';
import { rejection } from '../e2e/rejection.js';
import { type AuthenticatorFactory, call } from './authenticator.contract.js';

/** What is true of the logins of agents alone: each ends the one before, and is prolonged until it is ended. */
export function agentLoginContract(name: string, { platform, make }: AuthenticatorFactory): void {
  describe(`${name}, as the login of an agent`, () => {
    it('logs in as its user', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      const grant = await authenticator.login(await authenticator.discover(call()), call());
      expect(grant.userId).to.equal(simulator.bots[0].userId);
    });

    it('gives a second login a bearer of its own, and the first one dies', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      const domains = await authenticator.discover(call());
      const first = await authenticator.login(domains, call());
      const second = await authenticator.login(domains, call());
      expect(second.bearer).not.to.equal(first.bearer);
      await second.refresh(call());
      expect(await rejection(first.refresh(call()))).to.be.an.instanceOf(BearerExpiredError);
    });

    it('prolongs a bearer without changing it', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      const grant = await authenticator.login(await authenticator.discover(call()), call());
      const { bearer } = grant;
      await grant.refresh(call());
      expect(grant.bearer).to.equal(bearer);
    });

    it('logs out, also from a login that the platform no longer knows', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      const grant = await authenticator.login(await authenticator.discover(call()), call());
      await grant.logout(call());
      expect(await rejection(grant.refresh(call()))).to.be.an.instanceOf(BearerExpiredError);
      await grant.logout(call());
    });
  });
}
