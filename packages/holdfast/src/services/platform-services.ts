import {
  type Authenticator,
  type Authorizer,
  type Call,
  ConfigurationError,
  type Grant,
  type Logger,
  redactingLogger,
  RenewableToken,
  Secrets,
  type ServiceAccess,
  type Services,
  StoppedError,
} from '@holdfast/core/internal';
import type { Domains } from '@holdfast/core/protocol';
import { liveperson, type LivePersonOptions } from '../liveperson.js';

export interface PlatformServicesOptions extends Omit<LivePersonOptions, 'credentials' | 'appId'> {
  /** Whose bearer is used; a login is made when it is first needed. One of `credentials` and `authorizer` is enough. */
  readonly credentials?: LivePersonOptions['credentials'];
  /** What calls are authorized with in place of a bearer, for example `oauth1(keys)` or `appToken(options)`. */
  readonly authorizer?: Authorizer;
  /** Milliseconds before each retry after a 5xx, a time-out or a network error. @default [5_000, 10_000, 15_000] */
  readonly retryDelays?: readonly number[];
  /** Written to instead of standard output; secrets are redacted. */
  readonly logger?: Logger;
  /** For the life of bearers and hosts. @default the monotonic clock */
  readonly clock?: { now(): number };
}

/** The services of an account for a program that is no bot. */
export interface PlatformServices extends Services, AsyncDisposable {
  /** Ends what is under way, and logs out if there was a login. Nothing can be asked any more. */
  close(): Promise<void>;
}

/**
 * LivePerson's services without a bot: `const { users } = platformServices({ accountId, authorizer: oauth1(keys) })`. Nothing
 * is sent before the first call.
 *
 * @throws ConfigurationError naming the option at fault.
 */
export function platformServices(options: PlatformServicesOptions): PlatformServices {
  const { authorizer, retryDelays = [5_000, 10_000, 15_000], logger, clock, credentials, ...rest } = options;
  if (credentials === undefined && authorizer === undefined) {
    throw new ConfigurationError('credentials', 'The services need one of the options credentials and authorizer.');
  }
  const platform = liveperson({ ...rest, credentials: credentials ?? noCredentials });
  const secrets = new Secrets(platform.secrets);
  const access = new LoginAccess({
    accountId: platform.accountId,
    authenticator: platform.authenticator,
    authorizer,
    terms: { timeout: platform.timeouts?.stage ?? 10_000, retryDelays },
    log: redactingLogger(logger ?? platform.logger, secrets, { bindings: { accountId: platform.accountId } }),
    note: (values) => secrets.add(...values),
    ...(clock === undefined ? {} : { clock }),
  });
  const services = platform.services?.(access);
  if (services === undefined) throw new TypeError('liveperson() has made a platform without services.');
  const close = (): Promise<void> => access.close();
  // The getters of the services must stay getters: nothing is made before it is used.
  const closing = { close, [Symbol.asyncDispose]: close };
  return Object.defineProperties(closing, Object.getOwnPropertyDescriptors(services)) as typeof closing & Services;
}

const noCredentials = (): never => {
  throw new ConfigurationError(
    'credentials',
    'This service needs a bearer. Give the option credentials beside the authorizer.',
  );
};

interface LoginAccessParts {
  readonly accountId: string;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer | undefined;
  readonly terms: Omit<Call, 'signal'>;
  readonly log: Logger;
  readonly note: (values: readonly string[]) => void;
  readonly clock?: { now(): number };
}

/** Hosts are asked for again after so long. */
const HOSTS_KEPT = 600_000;

/** Logs in when a bearer is first needed, anew before it runs out, and once for all when it is refused. */
class LoginAccess implements ServiceAccess {
  readonly authorizer: Authorizer;
  readonly #parts: LoginAccessParts;
  readonly #over = new AbortController();
  readonly #domains: RenewableToken<Domains>;
  readonly #grants: RenewableToken<Grant>;
  #newestDomains: Domains | undefined;
  #newestGrant: Grant | undefined;

  constructor(parts: LoginAccessParts) {
    const { authenticator, clock, note } = parts;
    const timed = clock === undefined ? {} : { clock };
    this.#parts = parts;
    this.#domains = new RenewableToken({
      obtain: async (call) => {
        const token = (this.#newestDomains = await authenticator.discover(call));
        return { token, lifetime: HOSTS_KEPT };
      },
      ...timed,
    });
    this.#grants = new RenewableToken({
      obtain: async (call) => {
        const token = (this.#newestGrant = await authenticator.login(await this.domains(call), call));
        note(token.secrets);
        return { token, lifetime: token.sessionTtl };
      },
      ...timed,
    });
    this.authorizer = parts.authorizer ?? {
      authorize: async (_, call) => this.#authorization(await this.#grants.get(call)),
    };
  }

  get accountId(): string {
    return this.#parts.accountId;
  }

  get log(): Logger {
    return this.#parts.log;
  }

  get clock(): { now(): number } | undefined {
    return this.#parts.clock;
  }

  domains(call: Call): Promise<Domains> {
    return this.#domains.get(call);
  }

  stale(): void {
    if (this.#newestDomains !== undefined) this.#domains.refused(this.#newestDomains);
  }

  terms(signal?: AbortSignal): Call {
    const over = this.#over.signal;
    over.throwIfAborted();
    return { ...this.#parts.terms, signal: signal === undefined ? over : AbortSignal.any([over, signal]) };
  }

  secrets(values: readonly string[]): void {
    this.#parts.note(values);
  }

  async close(): Promise<void> {
    if (this.#over.signal.aborted) return;
    this.#over.abort(new StoppedError('The services of this account were closed.'));
    const { signal } = new AbortController();
    // A login that nobody ends lasts until its time is over; that harms nobody.
    await this.#newestGrant?.logout({ ...this.#parts.terms, retryDelays: [], signal }).catch(() => undefined);
  }

  #authorization(grant: Grant): Awaited<ReturnType<Authorizer['authorize']>> {
    return {
      headers: { authorization: `Bearer ${grant.bearer}` },
      secrets: [grant.bearer],
      refused: () => this.#grants.refused(grant),
    };
  }
}
