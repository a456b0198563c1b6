import type { Credentials } from '@holdfast/auth';
import { ConfigurationError, type Platform } from '@holdfast/core/internal';
import { liveperson } from './liveperson.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The way to LivePerson that the environment describes:
 *
 * - `LP_ACCOUNT_ID` and `LP_USERNAME`;
 * - one kind of credentials: `LP_APP_KEY`, `LP_APP_SECRET`, `LP_ACCESS_TOKEN` and `LP_ACCESS_TOKEN_SECRET`; or
 *   `LP_CLIENT_ID` and `LP_CLIENT_SECRET`; or `LP_PASSWORD`;
 * - if wanted, `LP_CSDS_URL`, and `HTTPS_PROXY` with `NO_PROXY`, whose lower-case forms come first.
 *
 * An empty variable counts as missing. All of it is read once, here.
 *
 * @throws ConfigurationError naming the variable at fault, never its value.
 */
export function fromEnv(env: Environment = process.env): Platform {
  const isSet = (name: string): boolean => (env[name] ?? '').trim() !== '';
  const fields = { username: 'LP_USERNAME', ...chosenKind(isSet) };
  const missing = ['LP_ACCOUNT_ID', ...Object.values(fields)].filter((name) => !isSet(name));
  if (missing.length > 0 || Object.keys(fields).length === 1) throw incomplete(missing, fields);

  const csds = isSet('LP_CSDS_URL') ? env['LP_CSDS_URL'] : undefined;
  const proxyName = ['https_proxy', 'HTTPS_PROXY'].find(isSet) ?? '';
  const noProxyName = ['no_proxy', 'NO_PROXY'].find(isSet) ?? '';
  const [proxy, noProxy] = [env[proxyName], env[noProxyName]];
  const credentials = Object.fromEntries(Object.entries(fields).map(([field, name]) => [field, env[name]]));
  try {
    return liveperson({
      accountId: env['LP_ACCOUNT_ID'] ?? '',
      // What a set of variables amounts to is one of the forms; `liveperson` reads it as it reads everybody's.
      credentials: credentials as unknown as Credentials,
      ...(csds === undefined ? {} : { csds }),
      ...(proxy === undefined ? {} : { proxy: { url: proxy, ...(noProxy === undefined ? {} : { noProxy }) } }),
    });
  } catch (error) {
    throw inTermsOf(
      {
        accountId: 'LP_ACCOUNT_ID',
        csds: 'LP_CSDS_URL',
        proxy: proxyName,
        'proxy.noProxy': noProxyName,
        ...Object.fromEntries(Object.entries(fields).map(([field, name]) => [`credentials.${field}`, name])),
      },
      error,
    );
  }
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

/** The same error under the name that its reader has set. */
function inTermsOf(variables: Readonly<Record<string, string>>, error: unknown): unknown {
  if (!(error instanceof ConfigurationError)) return error;
  const variable = Object.hasOwn(variables, error.option) ? variables[error.option] : undefined;
  return variable ? new ConfigurationError(variable, `${variable}: ${error.message}`, { cause: error }) : error;
}
