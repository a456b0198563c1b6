import { ConfigurationError } from '@holdfast/core/internal';

/** Where a part of the Orchestrator is, if not at the place its page names: an origin such as `https://host`. */
export interface OrchestratorHosts {
  readonly login?: string;
  readonly context?: string;
  readonly nextActions?: string;
}

interface Place {
  /** `z1` Americas, `z2` Europe, Middle East and Africa, `z3` Asia and Pacific. */
  readonly region: 'z1' | 'z2' | 'z3';
  readonly hosts?: OrchestratorHosts;
}

/** Version 1: one key for the account. A function is asked again when a key is refused: it may have been regenerated. */
export interface OrchestratorKey extends Place {
  readonly key: string | (() => string | Promise<string>);
}

/** Version 2: the user and the password that the platform's page shows. */
export interface OrchestratorLogin extends Place {
  readonly user: string;
  readonly password: string;
  /** The page does not say which one it is. @default 'POST' */
  readonly loginMethod?: 'GET' | 'POST';
  /** All examples show the query, which ends up in logs of servers; the text also allows the header. @default 'header' */
  readonly tokenIn?: 'header' | 'query';
}

export type OrchestratorOptions = OrchestratorKey | OrchestratorLogin;

/** Sources disagree on some hosts (rest-and-auth.md §7.1); these are the newest. */
const HOSTS = {
  1: { login: '', context: 'context', nextActions: 'askmaven' },
  2: { login: 'ccs', context: 'ccs', nextActions: 'context' },
} as const;

export const versionOf = (options: OrchestratorOptions): 1 | 2 => ('key' in options ? 1 : 2);

/** @throws ConfigurationError for an option that cannot work. */
export function orchestratorOrigin(options: OrchestratorOptions, part: keyof OrchestratorHosts): string {
  const { region, hosts } = options;
  if (!['z1', 'z2', 'z3'].includes(region)) throw wrong('region', "'z1', 'z2' or 'z3'");
  const given = hosts?.[part];
  if (given === undefined) return `https://${region}.${HOSTS[versionOf(options)][part]}.liveperson.net`;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url === undefined || !safe || url.username !== '' || url.pathname !== '/' || url.search !== '') {
    throw wrong(`hosts.${part}`, 'the origin of a host with https; http is for loopback only');
  }
  return url.origin;
}

/** @throws ConfigurationError for an option that cannot work, never with its value. */
export function checkOrchestrator(options: OrchestratorOptions): void {
  if (typeof options !== 'object' || options === null) throw wrong('key', 'there, or user and password');
  for (const part of ['login', 'context', 'nextActions'] as const) orchestratorOrigin(options, part);
  if ('key' in options) {
    if (typeof options.key !== 'function' && !isToken(options.key))
      throw wrong('key', 'a key, or a function that gives one');
    return;
  }
  if (typeof options.user !== 'string' || options.user === '' || options.user.includes(':')) {
    throw wrong('user', 'a name without a colon');
  }
  if (typeof options.password !== 'string' || options.password === '') throw wrong('password', 'a text');
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Visible ASCII: it ends up in a header. */
export const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{1,16384}$/.test(value);

const wrong = (option: string, need: string): ConfigurationError =>
  new ConfigurationError(
    `orchestrator.${option}`,
    `The option orchestrator.${option} is not right: it has to be ${need}.`,
  );
