import type { Platform as Simulator } from '@holdfast/simulator';
import { expect } from 'chai';
import {
  type Authenticator,
  BearerExpiredError,
  type Call,
  isHoldfastError,
  LoginRefusedError,
  PlatformUnavailableError,
} from 'holdfast';
import { describe, it } from 'mocha';
import { rejection } from '../e2e/rejection.js';
import { inertServer } from './inert-server.js';

export interface AuthenticatorFactory {
  /** A platform with one bot user. */
  readonly platform: () => Promise<Simulator>;
  /** One that logs that user in, at the domain service of this address. */
  readonly make: (simulator: Simulator, csds?: string) => Authenticator;
  /** One whose credentials the platform refuses. */
  readonly makeWrong: (simulator: Simulator) => Authenticator;
}

const call = (terms: Partial<Call> = {}): Call => ({
  signal: new AbortController().signal,
  timeout: 5_000,
  retryDelays: [],
  ...terms,
});

/** What a session may rely on, whoever finds the hosts and logs in. */
export function authenticatorContract(name: string, { platform, make, makeWrong }: AuthenticatorFactory): void {
  describe(`${name}, as an authenticator`, () => {
    it('connects to nothing before it is asked', async () => {
      await using simulator = await platform();
      make(simulator);
      await new Promise((resolve) => setImmediate(resolve));
      expect(simulator.log).to.deep.equal([]);
    });

    it('finds the hosts of the account', async () => {
      await using simulator = await platform();
      const domains = await make(simulator).discover(call());
      expect(domains.services).to.include.members(['agentVep', 'asyncMessagingEnt']);
    });

    it('asks anew at each discovery', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      await authenticator.discover(call());
      const before = simulator.log.filter(({ kind }) => kind === 'request').length;
      await authenticator.discover(call());
      expect(simulator.log.filter(({ kind }) => kind === 'request').length).to.be.greaterThan(before);
    });

    it('logs in as its user', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      const grant = await authenticator.login(await authenticator.discover(call()), call());
      expect(grant.bearer).to.be.a('string').that.is.not.equal('');
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

    it('says that a login was refused for good, without the credentials', async () => {
      await using simulator = await platform();
      const authenticator = makeWrong(simulator);
      const domains = await authenticator.discover(call());
      const error = await rejection(authenticator.login(domains, call({ retryDelays: [1, 1] })));
      expect(error).to.be.an.instanceOf(LoginRefusedError);
      expect(error).to.include({ transient: false });
      expect(simulator.log.filter(({ kind }) => kind === 'login')).to.have.length(1);
      const { credentials } = simulator.bots[0];
      for (const secret of [credentials.secret, credentials.accessToken, credentials.accessTokenSecret]) {
        expect(String(error)).not.to.contain(secret);
      }
    });

    it('says that the platform is out of reach, as something that passes', async () => {
      const simulator = await platform();
      const authenticator = make(simulator);
      await simulator.stop();
      const error = await rejection(authenticator.discover(call()));
      expect(error).to.be.an.instanceOf(PlatformUnavailableError);
      expect(isHoldfastError(error) && error.transient).to.equal(true);
    });

    it('does not wait longer than it is told for a platform that accepts and says nothing', async () => {
      await using simulator = await platform();
      await using server = await inertServer();
      const error = await rejection(make(simulator, server.url).discover(call({ timeout: 50 })));
      expect(error).to.be.an.instanceOf(PlatformUnavailableError);
    });

    it('tries again as often as it is told', async () => {
      await using simulator = await platform();
      await using server = await inertServer({ hangUp: true });
      await rejection(make(simulator, server.url).discover(call({ retryDelays: [1, 1] })));
      expect(server.connections).to.equal(3);
    });

    it('ends on its signal, also between two tries', async () => {
      await using simulator = await platform();
      const ending = new AbortController();
      const reason = new Error('the bot was stopped');
      await using server = await inertServer({ hangUp: true, connected: () => ending.abort(reason) });
      const terms = call({ signal: ending.signal, retryDelays: [60_000] });
      expect(await rejection(make(simulator, server.url).discover(terms))).to.equal(reason);
    });
  });
}
