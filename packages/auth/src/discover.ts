import { AccountUnknownError, type Call, UnexpectedAnswerError } from '@holdfast/core/internal';
import { field, readList, readText } from '@holdfast/core/protocol';
import { hostText, parseHost } from './host.js';
import type { RestClient } from './rest-client.js';

export interface Directory {
  readonly accountId: string;
  /** The origin of the domain service. */
  readonly origin: string;
  readonly send: RestClient;
  /** Only this one. @default all */
  readonly service?: string;
}

const MAX_SERVICES = 1_000;

/**
 * Asks the domain service for all services of the account, or for one: service name → host. Source: rest-and-auth.md §1.
 *
 * Entries that cannot be read are skipped; of two entries for a service the first counts. Whether a host is trusted is
 * not looked at here, but when it is used.
 */
export function discover(
  { accountId, origin, send, service }: Directory,
  call: Call,
): Promise<ReadonlyMap<string, string>> {
  const task = `Account ${accountId}: the look-up of its domains`;
  const one = service === undefined ? '' : `/${encodeURIComponent(service)}`;
  return send(
    {
      outgoing: { method: 'GET', url: `${origin}/api/account/${accountId}/service${one}/baseURI.json?version=1.0` },
      task,
      throttle: 1_000,
      read: (body) => {
        const hosts = readHosts(body);
        if (hosts.size > 0) return hosts;
        throw new UnexpectedAnswerError(`${task} gave no service at all. Check the account id and the option csds.`);
      },
      refused: (status, fact) =>
        [400, 401, 404].includes(status)
          ? new AccountUnknownError(
              `Account ${accountId} is not known to the domain service (${fact}). Check the account id.`,
            )
          : new UnexpectedAnswerError(`${task} was refused (${fact}). Check the option csds and the proxy.`),
    },
    call,
  );
}

/** The list form and the form of a single service; either may answer either question. */
function readHosts(body: unknown): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const entry of readList(field(body, 'baseURIs') ?? body).slice(0, MAX_SERVICES)) {
    const service = readText(field(entry, 'service'), 100);
    const host = parseHost(readText(field(entry, 'baseURI'), 300) ?? '');
    if (service !== undefined && host !== undefined && !hosts.has(service)) hosts.set(service, hostText(host));
  }
  return hosts;
}
