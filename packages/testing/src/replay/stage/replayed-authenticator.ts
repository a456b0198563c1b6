import { Domains, field, isObject, readCount, readText } from '@holdfast/core/protocol';
import { type Authenticator, type Call, type Grant, NotRecordedError } from 'holdfast';
import type { ReplayedCalls } from './replayed-calls.js';

const ID = 256;
/** Leads nowhere, and never did: the name is reserved for that. */
const HOST = 'replay.invalid';
const UNTRUSTED = 'untrusted.invalid';

/** Answers as the domain service and the login service did that night. */
export class ReplayedAuthenticator implements Authenticator {
  readonly #calls: ReplayedCalls;
  readonly #accountId: string;
  #domains: Domains | undefined;
  #grants = 0;

  constructor(calls: ReplayedCalls, accountId: string) {
    this.#calls = calls;
    this.#accountId = accountId;
  }

  async discover({ signal }: Call): Promise<Domains> {
    try {
      return (this.#domains = this.#read(await this.#calls.make('discover', signal)));
    } catch (error) {
      // Asked once more than that night: the answer is still good.
      if (error instanceof NotRecordedError && this.#domains !== undefined) return this.#domains;
      throw error;
    }
  }

  async login(_domains: Domains, { signal }: Call): Promise<Grant> {
    const facts = await this.#calls.make('login', signal);
    this.#grants += 1;
    const userPid = readText(field(facts, 'userPid'), ID);
    const sessionTtl = readCount(field(facts, 'sessionTtl'));
    return {
      bearer: `replayed-bearer-${this.#grants}`,
      userId: readText(field(facts, 'userId'), ID) ?? '0',
      ...(userPid === undefined ? {} : { userPid }),
      ...(sessionTtl === undefined ? {} : { sessionTtl }),
      secrets: [],
      refresh: (call) => this.#quietly('refresh', call),
      logout: (call) => this.#quietly('logout', call),
    };
  }

  /** One more than that night harms nobody. */
  async #quietly(of: string, { signal }: Call): Promise<void> {
    await this.#calls.make(of, signal).catch((error: unknown) => {
      if (!(error instanceof NotRecordedError)) throw error;
    });
  }

  #read(services: unknown): Domains {
    const known = Object.entries(isObject(services) ? services : {});
    return new Domains({
      accountId: this.#accountId,
      hosts: new Map(known.map(([service, trusted]) => [service, trusted === false ? UNTRUSTED : HOST])),
      insecure: false,
      trusts: (host) => host !== UNTRUSTED,
    });
  }
}
