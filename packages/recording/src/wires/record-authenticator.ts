import type { Authenticator, Call, Grant } from '@holdfast/core/internal';
import type { Domains } from '@holdfast/core/protocol';
import type { Tape } from '../tape/tape.js';
import { noteCall } from './note-call.js';

/** The same authenticator, with the outcome of each call noted: never a bearer, an address or what was sent. */
export const recordAuthenticator = (authenticator: Authenticator, tape: Tape): Authenticator => ({
  discover: (call: Call) =>
    noteCall(tape, { of: 'discover', work: authenticator.discover(call), told: (domains) => servicesOf(domains) }),
  login(domains: Domains, call: Call): Promise<Grant> {
    const granted = authenticator.login(domains, call).then((grant) => {
      tape.secrets(grant.secrets);
      return new RecordedGrant(grant, tape);
    });
    return noteCall(tape, { of: 'login', work: granted, told: (grant) => grant.facts });
  },
});

/** By name, whether each may be used. */
const servicesOf = (domains: Domains): Readonly<Record<string, boolean>> =>
  Object.fromEntries(domains.services.map((service) => [service, isTrusted(domains, service)]));

function isTrusted(domains: Domains, service: string): boolean {
  try {
    return domains.origin(service) !== '';
  } catch {
    return false;
  }
}

class RecordedGrant implements Grant {
  declare readonly userPid?: string;
  declare readonly sessionTtl?: number;

  constructor(
    private readonly grant: Grant,
    private readonly tape: Tape,
  ) {
    const { userPid, sessionTtl } = grant;
    Object.assign(this, userPid === undefined ? {} : { userPid }, sessionTtl === undefined ? {} : { sessionTtl });
  }

  get bearer(): string {
    return this.grant.bearer;
  }

  get userId(): string {
    return this.grant.userId;
  }

  get secrets(): readonly string[] {
    return this.grant.secrets;
  }

  /** What may be told of it. */
  get facts(): object {
    const { userId, userPid, sessionTtl } = this.grant;
    return {
      userId,
      ...(userPid === undefined ? {} : { userPid }),
      ...(sessionTtl === undefined ? {} : { sessionTtl }),
    };
  }

  refresh(call: Call): Promise<void> {
    const refreshed = this.grant.refresh(call).then(() => this.tape.secrets(this.grant.secrets));
    return noteCall(this.tape, { of: 'refresh', work: refreshed });
  }

  logout(call: Call): Promise<void> {
    return noteCall(this.tape, { of: 'logout', work: this.grant.logout(call) });
  }
}
