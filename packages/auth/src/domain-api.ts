import { AccountUnknownError, type Call, RenewableToken, UnexpectedAnswerError } from '@holdfast/core/internal';
import type { Domains } from '@holdfast/core/protocol';
import { AccountDoor, type AccountDoorOptions } from './account-door.js';
import { discover } from './discover.js';

export interface DomainApiOptions extends AccountDoorOptions {
  /** For how long an answer is kept. @default the monotonic clock */
  readonly clock?: { now(): number };
}

/** Answers are kept for so long, as LivePerson's own client of Functions does. */
const KEPT = 600_000;

/** Which host serves what, for one account. Names are case-sensitive. Source: rest-and-auth.md §1. */
export class DomainApi {
  readonly #door: AccountDoor;
  readonly #all: RenewableToken<ReadonlyMap<string, string>>;
  #newest: ReadonlyMap<string, string> | undefined;

  /** @throws ConfigurationError naming the option at fault. */
  constructor(options: DomainApiOptions) {
    const { clock } = options;
    this.#door = new AccountDoor(options);
    this.#all = new RenewableToken({
      obtain: async (call) => ({ token: (this.#newest = await discover(this.#door, call)), lifetime: KEPT / USED }),
      ...(clock === undefined ? {} : { clock }),
    });
  }

  /** Service name → host, bare. Kept for ten minutes, or until a host of it failed; a failure is never kept. */
  all(call: Call): Promise<ReadonlyMap<string, string>> {
    return this.#all.get(call);
  }

  /** One host, asked for by its name alone and not kept. Rejects with `UnexpectedAnswerError` if the account has no such service. */
  async host(service: string, call: Call): Promise<string> {
    const { accountId, origin, send } = this.#door;
    const found = await discover({ accountId, origin, send, service }, call).catch((error: unknown) => {
      throw error instanceof AccountUnknownError && error.message.includes('HTTP 404')
        ? unlisted(accountId, service)
        : error;
    });
    const host = found.get(service);
    if (host === undefined) throw unlisted(accountId, service);
    return host;
  }

  /** As the clients of services want them: with the hosts that the owner named, and a check of each host. */
  async domains(call: Call): Promise<Domains> {
    return this.#door.domains(await this.all(call));
  }

  /** A host could not be reached: the next question goes to the domain service again. */
  stale(): void {
    if (this.#newest !== undefined) this.#all.refused(this.#newest);
  }
}

/** A token is used for nine tenths of its life; an answer is used for all of the time it is kept. */
const USED = 0.9;

const unlisted = (accountId: string, service: string): UnexpectedAnswerError =>
  new UnexpectedAnswerError(
    `Account ${accountId}: the domain service does not list "${service.slice(0, 64)}". Check its spelling, capitals included, and that the account has it.`,
  );
