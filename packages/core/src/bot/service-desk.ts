import { StoppedError } from '../errors/connection.js';
import { PlatformUnavailableError } from '../errors/platform.js';
import type { Authenticator, Grant } from '../ports/authenticator.js';
import type { Authorizer } from '../ports/authorizer.js';
import type { Call } from '../ports/call.js';
import type { Logger } from '../ports/logger.js';
import type { ServiceAccess } from '../ports/service-access.js';
import type { Domains } from '../protocol/domains.js';
import { RenewableToken } from '../credentials/renewable-token.js';

/** The present life of a bot, as far as its services need it. */
export interface ServingLife {
  readonly ends: AbortSignal;
  readonly domains: Domains | undefined;
  grant(refused?: Grant): Promise<Grant>;
}

export interface ServiceDeskParts {
  readonly accountId: string;
  readonly authenticator: Authenticator;
  /** Absent while the bot does not run. */
  readonly life: () => ServingLife | undefined;
  readonly terms: Omit<Call, 'signal'>;
  readonly log: Logger;
  readonly secrets: (values: readonly string[]) => void;
}

/** What a bot's services share with its session: hosts, bearer, log and end. It lives as long as the bot object. */
export class ServiceDesk implements ServiceAccess {
  readonly authorizer: Authorizer;
  readonly #parts: ServiceDeskParts;
  readonly #domains: RenewableToken<Domains>;
  #newest: Domains | undefined;
  #refused: { readonly life: ServingLife; readonly grant: Grant } | undefined;

  constructor(parts: ServiceDeskParts) {
    this.#parts = parts;
    this.authorizer = { authorize: async (_, call) => this.#authorization(await this.#grant(call)) };
    this.#domains = new RenewableToken({
      obtain: async (call) => ({ token: await this.#find(call) }),
    });
  }

  get accountId(): string {
    return this.#parts.accountId;
  }

  get log(): Logger {
    return this.#parts.log;
  }

  domains(call: Call): Promise<Domains> {
    return this.#domains.get(call);
  }

  stale(): void {
    if (this.#newest !== undefined) this.#domains.refused(this.#newest);
  }

  terms(signal?: AbortSignal): Call {
    const { ends } = this.#running();
    return { ...this.#parts.terms, signal: signal === undefined ? ends : AbortSignal.any([ends, signal]) };
  }

  secrets(values: readonly string[]): void {
    this.#parts.secrets(values);
  }

  /** The first time, what the session has found; after a host could not be reached, what the domain service says now. */
  async #find(call: Call): Promise<Domains> {
    const life = this.#running();
    if (this.#newest === undefined) await within(call, life.grant()); // by then the session knows them
    const found =
      this.#newest === undefined && life.domains !== undefined
        ? life.domains
        : await this.#parts.authenticator.discover(call);
    return (this.#newest = found);
  }

  #grant(call: Call): Promise<Grant> {
    const life = this.#running();
    const refused = this.#refused?.life === life ? this.#refused.grant : undefined;
    return within(call, life.grant(refused));
  }

  #authorization(grant: Grant): Awaited<ReturnType<Authorizer['authorize']>> {
    const life = this.#running();
    const refused = (): void => void (this.#refused = { life, grant });
    return { headers: { authorization: `Bearer ${grant.bearer}` }, secrets: [grant.bearer], refused };
  }

  #running(): ServingLife {
    const life = this.#parts.life();
    if (life !== undefined && !life.ends.aborted) return life;
    throw new StoppedError('The service was not asked: the bot is not running. Call start() first.');
  }
}

/** As patient with the session as with any service: an outage of it is an outage of all. */
async function within<T>({ timeout, signal }: Call, promise: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let release = (): void => undefined;
  const end = new Promise<undefined>((resolve) => {
    const over = (): void => resolve(undefined);
    const timer = setTimeout(over, timeout);
    signal.addEventListener('abort', over, { once: true });
    release = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
    };
  });
  try {
    const found = await Promise.race([promise.then((value) => ({ value })), end]);
    if (found !== undefined) return found.value;
  } finally {
    release();
  }
  signal.throwIfAborted();
  throw new PlatformUnavailableError(`The session had no bearer within ${timeout} ms, so a service was not asked.`);
}
