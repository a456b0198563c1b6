import { catchError, map, NEVER, type Observable, of, switchMap, tap, throwError } from 'rxjs';
import { ConnectionLostError, RequestTimeoutError } from '../errors/connection.js';
import { PlatformUnavailableError, ThrottledError, UnexpectedAnswerError } from '../errors/platform.js';
import type { Domains } from '../protocol/domains.js';
import { abortable } from './abortable.js';
import type { Link } from './link.js';
import { type Parts, restTerms } from './parts.js';
import type { Happening, State } from './state.js';
import { within } from './within.js';

/** Finds the account's hosts: the last answer serves until a connection fails, and also while the lookup itself is down. */
export function discover(parts: Parts, { domains, rediscover }: State): Observable<Happening> {
  const { authenticator, options, side, signs } = parts;
  if (domains !== undefined && !rediscover) return of(discovered(domains));
  // With an older answer at hand there is no reason to wait out the retries.
  const terms = domains === undefined ? restTerms(options) : { ...restTerms(options), retryDelays: [] };
  return abortable((signal) => authenticator.discover({ ...terms, signal })).pipe(
    tap((found) => side.origin(found)), // throws for an answer that leads to no socket: the last good one serves on
    catchError((error: unknown) => {
      if (domains === undefined || !isDown(error)) return throwError(() => error);
      signs.setback('discover', error);
      return of(domains);
    }),
    map(discovered),
  );
}

const discovered = (domains: Domains): Happening => ({ type: 'discovered', domains });

const isDown = (error: unknown): boolean =>
  error instanceof PlatformUnavailableError ||
  error instanceof UnexpectedAnswerError ||
  error instanceof ThrottledError;

/** Takes a bearer, unless the present one still counts as good; one that has outlived its session surely is not. */
export function login({ gate, options, signs, clock }: Parts, state: State): Observable<Happening> {
  const { grant, grantedAt = clock.now(), domains } = state;
  const { sessionTtl = Infinity } = grant ?? {};
  if (grant !== undefined && clock.now() - grantedAt < sessionTtl) return of<Happening>({ type: 'granted', grant });
  return gate.login(known(domains), restTerms(options)).pipe(
    tap(({ secrets }) => signs.secrets(secrets)),
    map((fresh) => ({ type: 'granted', grant: fresh })),
  );
}

/**
 * Restores on a fresh socket what did not survive the old one. What must be answered before `live` has the time of one stage
 * in total, however the platform spreads its answers; the histories that follow have not, for each dialog waits alone.
 */
export function resume({ duties, options }: Parts, link: Link, { grant }: State): Observable<Happening> {
  const { stage } = options.timeouts;
  return abortable(() => duties.restore((request) => link.request(request), known(grant))).pipe(
    catchError(unlessSocketEnded),
    within(stage, () => unanswered(stage)),
    switchMap((catchUp) => abortable(catchUp).pipe(catchError(unlessSocketEnded))),
    map(({ missed }) => ({ type: 'resumed', missed })),
  );
}

/** A request that was lost with its socket knows nothing of the reason; the socket says it next. */
const unlessSocketEnded = (error: unknown): Observable<never> =>
  error instanceof ConnectionLostError ? NEVER : throwError(() => error);

const unanswered = (stage: number): RequestTimeoutError =>
  new RequestTimeoutError(
    'restore',
    `The platform did not answer within ${stage} ms what a session asks before it is live, such as its subscriptions. The socket is dropped, and the next try comes by itself.`,
  );

/** The table leads here only with the field set. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('The session reached a phase without what the phase needs.');
  return value;
}
