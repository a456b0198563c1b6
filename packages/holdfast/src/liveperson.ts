import type { SecureContext } from 'node:tls';
import { authenticator, type Credentials, type CredentialsProvider } from '@holdfast/auth';
import { ConfigurationError, type Logger, type Platform, type PlatformTimeouts } from '@holdfast/core/internal';
import { accountServices, checkOrchestrator, fileStorage, type OrchestratorOptions } from '@holdfast/services';
import { webSocket } from '@holdfast/transport';
import { processLogger } from './logging/process-logger.js';
import { type Certificates, readCertificates } from './options/certificates.js';
import { credentialSecrets } from './options/credential-secrets.js';
import { rejectUnknown } from './options/known-options.js';
import { readTimeouts } from './options/timeouts.js';
import { trustContext } from './options/trust-context.js';
import { proxyAgents } from './proxy/proxy-agents.js';
import { type ProxyOptions, readProxy } from './proxy/proxy-option.js';

export interface LivePersonOptions {
  /** Letters, digits and `_`, at most 20. */
  readonly accountId: string;
  /** Keys, a client, a password, an assertion, a bearer, or a function that gives one of these at every login. */
  readonly credentials: Credentials | CredentialsProvider;
  /**
   * The domain service: a URL, or a host, which means https. Plain http is possible on loopback only.
   *
   * @default 'api.liveperson.net'
   */
  readonly csds?: string;
  /** Hosts of single services, which win over the domain service and are trusted as they are: `{ agentVep: 'host' }`. */
  readonly domains?: Readonly<Record<string, string>>;
  /**
   * Domains that may receive a secret, each with everything below it, on port 443. Replaces the default.
   *
   * @default LivePerson's own; with `csds` on loopback, loopback only
   */
  readonly trustedDomains?: readonly string[];
  /**
   * An http or https proxy for REST calls and for the messaging socket: its URL, or `{ url, noProxy, loopback }`. It
   * tunnels, so it sees hosts and no content. Connections to this machine go past it.
   *
   * @default none; the environment is read by `fromEnv()` alone
   */
  readonly proxy?: string | ProxyOptions;
  /**
   * Certificate authorities in PEM, trusted instead of Node's own, by REST calls, by the socket, and by an https proxy.
   * It does not turn off any check.
   *
   * @default those of Node.js
   */
  readonly ca?: Certificates;
  /**
   * The Conversation Orchestrator's own key or login, for `bot.services.context` and `bot.services.nextActions`.
   *
   * @default none; the two throw when they are asked for
   */
  readonly orchestrator?: OrchestratorOptions;
  /** Names this client in LivePerson's logs; letters, `-`, `.` and `_`. @default 'holdfast' */
  readonly appId?: string;
  /**
   * Bytes of the largest message that the socket takes; a larger one ends it. The snapshot of some eight hundred open
   * conversations comes near the default: a bot that holds more needs a larger one. @default 1_048_576
   */
  readonly maxPayload?: number;
  /** How patient the bot is with this platform, in milliseconds; the bot's own `session.timeouts` come before them. */
  readonly timeouts?: PlatformTimeouts;
}

const KNOWN = Object.keys({
  accountId: true,
  credentials: true,
  csds: true,
  domains: true,
  trustedDomains: true,
  proxy: true,
  ca: true,
  orchestrator: true,
  appId: true,
  maxPayload: true,
  timeouts: true,
} satisfies Record<keyof LivePersonOptions, true>);

/**
 * The way to one LivePerson account, for one bot. It connects to nothing and reads no environment.
 *
 * @throws ConfigurationError naming the option at fault. Credentials from a function are checked at each login instead.
 */
export function liveperson(options: LivePersonOptions): Platform {
  const given = withoutUndefined(options);
  const { accountId, credentials, appId = 'holdfast', csds } = given;
  checkNames({ accountId, appId });
  checkShapes(given);
  const ca = given.ca === undefined ? undefined : readCertificates(given.ca);
  const proxy = given.proxy === undefined ? undefined : readProxy(given.proxy);
  const timeouts = given.timeouts === undefined ? undefined : readTimeouts(given.timeouts);
  const trust = ca === undefined ? {} : { ca };
  const agents = proxy === undefined ? undefined : proxyAgents({ proxy, ...trust });
  const secureContext = (): SecureContext => trustContext(ca);

  const { domains, trustedDomains, orchestrator } = given;
  const auth = authenticator({
    accountId,
    credentials,
    ...(csds === undefined ? {} : { csds }),
    ...(domains === undefined ? {} : { domains }),
    ...(trustedDomains === undefined ? {} : { trustedDomains }),
    ...(agents === undefined ? {} : { agents }),
    secureContext,
    ...trust,
  });
  const agent = isPlain(csds) ? agents?.http : agents?.https;
  const transport = webSocket({
    ...(agent === undefined ? {} : { agent }),
    ...(given.maxPayload === undefined ? {} : { maxPayload: checkedPayload(given.maxPayload) }),
    secureContext,
    ...trust,
  });

  if (orchestrator !== undefined) checkOrchestrator(orchestrator);
  const connection = { ...(agents === undefined ? {} : { agents }), ...trust };

  const platform: Omit<Platform, 'logger'> = {
    accountId,
    appId,
    authenticator: auth,
    transport,
    files: fileStorage(connection),
    services: (access) =>
      accountServices(access, { connection, ...(orchestrator === undefined ? {} : { orchestrator }) }),
    secrets: Object.freeze([
      ...credentialSecrets(credentials),
      ...credentialSecrets(orchestratorSecrets(orchestrator)),
      ...(proxy?.secrets ?? []),
    ]),
    ...(timeouts === undefined ? {} : { timeouts }),
  };
  return Object.freeze<Platform>(Object.defineProperty(platform, 'logger', lateLogger) as Platform);
}

/** Made at the first use: a bot that brings its own logger needs no other. One getter serves all platforms. */
const lateLogger: TypedPropertyDescriptor<Logger> = Object.freeze({ get: processLogger, enumerable: true });

function withoutUndefined(options: LivePersonOptions): LivePersonOptions {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null) {
    throw new ConfigurationError('options', 'liveperson() was given no options. It needs { accountId, credentials }.');
  }
  rejectUnknown(given, { known: KNOWN });
  const { accountId, credentials, ...rest } = options;
  const present = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { accountId, credentials, ...Object.fromEntries(present) };
}

function checkedPayload(bytes: unknown): number {
  if (typeof bytes === 'number' && Number.isInteger(bytes) && bytes > 0) return bytes;
  throw wrong('maxPayload', 'is not a number of bytes. Give a whole number above 0, or leave it out');
}

function checkNames({ accountId, appId }: { readonly accountId: unknown; readonly appId: unknown }): void {
  if (typeof accountId !== 'string' || !/^[a-zA-Z0-9_]{1,20}$/.test(accountId)) {
    const fault = accountId === undefined ? 'is missing' : 'is not an account id';
    throw wrong('accountId', `${fault}. Give the number of your LivePerson account as a string, such as '12345678'`);
  }
  if (typeof appId !== 'string' || !/^[a-zA-Z._-]{1,100}$/.test(appId)) {
    throw wrong('appId', "is not a name made of letters, '-', '.' and '_', 100 at most. Give one such as 'my-bot'");
  }
}

type Unchecked = { readonly [Option in keyof LivePersonOptions]: unknown };

/** What only JavaScript can get wrong; what the values mean is checked where they are used. */
function checkShapes({ credentials, csds, domains, trustedDomains }: Unchecked): void {
  if (credentials === undefined) {
    throw wrong(
      'credentials',
      'is missing. Give { username, appKey, secret, accessToken, accessTokenSecret } or another form',
    );
  }
  if (typeof credentials !== 'function' && (typeof credentials !== 'object' || credentials === null)) {
    throw wrong('credentials', 'is neither an object nor a function. See the forms of credentials in the readme');
  }
  if (csds !== undefined && typeof csds !== 'string') {
    throw wrong('csds', "is not a string. Give a host such as 'api.liveperson.net', or the URL of one");
  }
  if (domains !== undefined && (typeof domains !== 'object' || domains === null || Array.isArray(domains))) {
    throw wrong('domains', "is not an object. Write it like { agentVep: 'host' }");
  }
  if (trustedDomains !== undefined && !Array.isArray(trustedDomains)) {
    throw wrong('trustedDomains', "is not a list. Write it like ['liveperson.net']");
  }
}

/** Region, user and hosts are names and places. */
const orchestratorSecrets = (options: OrchestratorOptions | undefined): object =>
  options === undefined ? {} : 'key' in options ? { key: options.key } : { password: options.password };

const isPlain = (csds: string | undefined): boolean => csds !== undefined && /^http:\/\//i.test(csds);

const wrong = (option: string, fault: string): ConfigurationError =>
  new ConfigurationError(option, `The option ${option} ${fault}.`);
