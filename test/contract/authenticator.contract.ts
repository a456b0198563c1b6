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
  /** One that logs in, at the domain service of this address. */
  readonly make: (simulator: Simulator, csds?: string) => Authenticator;
  /** One whose credentials the platform refuses. */
  readonly makeWrong: (simulator: Simulator) => Authenticator;
  /** What stands in no error. */
  readonly secrets: (simulator: Simulator) => readonly string[];
}

export const call = (terms: Partial<Call> = {}): Call => ({
  signal: new AbortController().signal,
  timeout: 5_000,
  retryDelays: [],
  ...terms,
});

/** What a session may rely on, whoever finds the hosts and logs in. */
export function authenticatorContract(
  name: string,
  { platform, make, makeWrong, secrets }: AuthenticatorFactory,
): void {
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

    it('logs in, and names what must not be printed', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      const grant = await authenticator.login(await authenticator.discover(call()), call());
      expect(grant.bearer).to.be.a('string').that.is.not.equal('');
      expect(grant.userId).to.be.a('string').that.is.not.equal('');
      expect(grant.secrets).to.include(grant.bearer);
      await grant.logout(call());
    });

    it('asks for nothing but a new login when a bearer is not prolonged', async () => {
      await using simulator = await platform();
      const authenticator = make(simulator);
      const grant = await authenticator.login(await authenticator.discover(call()), call());
      const outcome = await grant.refresh(call()).catch((error: unknown) => error);
      if (outcome !== undefined) expect(outcome).to.be.an.instanceOf(BearerExpiredError);
    });

    it('says that a login was refused for good, without the credentials', async () => {
      await using simulator = await platform();
      const authenticator = makeWrong(simulator);
      const domains = await authenticator.discover(call());
      const error = await rejection(authenticator.login(domains, call({ retryDelays: [1, 1] })));
      expect(error).to.be.an.instanceOf(LoginRefusedError);
      expect(error).to.include({ transient: false });
      const asked = simulator.log.filter((record) => record.kind === 'request' && !record.route.includes('baseURI'));
      expect(asked, 'it is not asked twice').to.have.length(1);
      for (const secret of secrets(simulator)) expect(String(error)).not.to.contain(secret);
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
