import { ConfigurationError } from '@holdfast/core/internal';

/** Whether a connection goes past the proxy. */
export type Bypass = (host: string, port: number) => boolean;

interface Rule {
  readonly host: string;
  readonly port?: number;
}

/**
 * Reads a list in the manner of `NO_PROXY`.
 *
 * @throws ConfigurationError if it is neither a text nor a list of texts, or an entry has an impossible port.
 */
export function readNoProxy(given: unknown, { loopback }: { readonly loopback: boolean }): Bypass {
  const rules = entriesOf(given).map(ruleOf);
  return (target, port) => {
    const host = plain(target);
    if (isLoopback(host) && !loopback) return true;
    return rules.some((rule) => (rule.port ?? port) === port && covers(rule.host, host));
  };
}

function entriesOf(given: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given ?? ''];
  return texts.flatMap((text) => {
    if (typeof text !== 'string') throw wrong('is neither a text nor a list of texts');
    return text.split(/[\s,]+/).filter((entry) => entry !== '');
  });
}

const ENTRY = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>\d*))?$/;

function ruleOf(entry: string): Rule {
  // more than one colon without brackets is an IPv6 address, which then has no port
  const { host = entry, port } = ENTRY.exec(entry)?.groups ?? {};
  if (port === undefined) return { host: plain(host) };
  const number = Number(port);
  if (port === '' || number < 1 || number > 65_535) throw wrong('has an entry with an impossible port');
  return { host: plain(host), port: number };
}

/** Lower case, without brackets, `*.` or `.` in front, and a dot at the end. A lone `*` stays. */
const plain = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\.(?=.)|\.$/g, '');

const covers = (rule: string, host: string): boolean =>
  rule === '*' || (rule !== '' && (host === rule || host.endsWith(`.${rule}`)));

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

const wrong = (fault: string): ConfigurationError =>
  new ConfigurationError(
    'proxy.noProxy',
    `The option proxy.noProxy ${fault}. Write it like 'internal.example,10.0.0.7,other.example:8443'.`,
  );
