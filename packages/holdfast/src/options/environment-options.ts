import type { Credentials } from '@holdfast/auth';
import { ConfigurationError } from '@holdfast/core/internal';
import type { LivePersonOptions } from '../liveperson.js';

/** Variables by their names, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What an environment asks for. */
export interface EnvironmentOptions {
  readonly options: LivePersonOptions;
  /** Option → the variable that it comes from. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The options for `liveperson()` that an environment holds, see `fromEnv`. Their values are not looked at.
 *
 * @throws ConfigurationError if something is missing, or said twice.
 */
export function environmentOptions(env: Environment): EnvironmentOptions {
  const isSet = (name: string): boolean => (env[name] ?? '').trim() !== '';
  const fields = { username: 'LP_USERNAME', ...chosenKind(isSet) };
  const missing = ['LP_ACCOUNT_ID', ...Object.values(fields)].filter((name) => !isSet(name));
  if (missing.length > 0 || Object.keys(fields).length === 1) throw incomplete(missing, fields);

  const csds = isSet('LP_CSDS_URL') ? env['LP_CSDS_URL'] : undefined;
  const proxyName = ['https_proxy', 'HTTPS_PROXY'].find(isSet) ?? '';
  const noProxyName = ['no_proxy', 'NO_PROXY'].find(isSet) ?? '';
  const [proxy, noProxy] = [env[proxyName], env[noProxyName]];
  const credentials = Object.fromEntries(Object.entries(fields).map(([field, name]) => [field, env[name]]));
  return {
    options: {
      accountId: env['LP_ACCOUNT_ID'] ?? '',
      // What a set of variables amounts to is one of the forms; `liveperson` reads it as it reads everybody's.
      credentials: credentials as unknown as Credentials,
      ...(csds === undefined ? {} : { csds }),
      ...(proxy === undefined ? {} : { proxy: { url: proxy, ...(noProxy === undefined ? {} : { noProxy }) } }),
    },
    variables: {
      accountId: 'LP_ACCOUNT_ID',
      csds: 'LP_CSDS_URL',
      proxy: proxyName,
      'proxy.noProxy': noProxyName,
      ...Object.fromEntries(Object.entries(fields).map(([field, name]) => [`credentials.${field}`, name])),
    },
  };
}

type Kind = Readonly<Record<string, string>>;

/** The kinds of credentials: field → variable. */
const KINDS: readonly Kind[] = [
  {
    appKey: 'LP_APP_KEY',
    secret: 'LP_APP_SECRET',
    accessToken: 'LP_ACCESS_TOKEN',
    accessTokenSecret: 'LP_ACCESS_TOKEN_SECRET',
  },
  { clientId: 'LP_CLIENT_ID', clientSecret: 'LP_CLIENT_SECRET' },
  { password: 'LP_PASSWORD' },
];

/** The kind of which at least one variable is set; empty if there is none. */
function chosenKind(isSet: (name: string) => boolean): Kind {
  const found = KINDS.map((kind) => ({ kind, set: Object.values(kind).filter(isSet) })).filter(
    ({ set }) => set.length > 0,
  );
  const [first, second] = found;
  if (second === undefined) return first?.kind ?? {};
  throw new ConfigurationError(
    second.set[0] ?? '',
    `The environment holds more than one kind of credentials: ${found.map(({ set }) => list(set)).join('; ')}. ` +
      `Unset all but one kind: ${kinds()}.`,
  );
}

function incomplete(missing: readonly string[], fields: Kind): ConfigurationError {
  const hasKind = Object.keys(fields).length > 1;
  const facts = missing.length === 0 ? [] : [`${list(missing)} ${missing.length === 1 ? 'is' : 'are'} not set`];
  const fact = [...facts, ...(hasKind ? [] : ['there are no credentials'])].join(', and ');
  const remedy = hasKind ? `Set ${missing.length === 1 ? 'it' : 'them'}.` : `For credentials, set ${kinds()}.`;
  const others = hasKind && missing.some((name) => !SHARED.has(name)) ? ` Or use another kind: ${kinds()}.` : '';
  return new ConfigurationError(
    missing[0] ?? 'LP_APP_KEY',
    `The environment is incomplete: ${fact}. ${remedy}${others}`,
  );
}

const SHARED: ReadonlySet<string> = new Set(['LP_ACCOUNT_ID', 'LP_USERNAME']);

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const kinds = (): string => KINDS.map((kind) => list(Object.values(kind))).join('; or ');
