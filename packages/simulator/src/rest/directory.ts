import type { Account } from '../model/account.js';
import { Refusal } from '../refusal.js';
import { type Exchange, type Route, sendJson } from './router.js';

export interface DirectoryEntry {
  readonly account: string;
  readonly service: string;
  readonly baseURI: string;
}

/** The services of an account. The simulator is all of them. Source: rest-and-auth.md §1.4. */
const SERVICES = [
  'agentVep',
  'facadeMsg',
  'asyncMessagingEnt',
  'idp',
  'swift',
  'accdnDomain',
  'acCdnDomain',
  'accountConfigReadOnly',
  'accountConfigReadWrite',
  'msgHist',
  'messagingRestApiDomain',
  'conversationVep',
  'sentinel',
  'smt',
  'liveEngageUI',
] as const;

export interface Directory {
  readonly account: Account;
  /** Host and port that clients are to use for a service. */
  readonly hostOf: (service: string) => string;
}

export const directoryEntries = ({ account, hostOf }: Directory): readonly DirectoryEntry[] =>
  SERVICES.map((service) => ({ account: account.id, service, baseURI: hostOf(service) }));

/** The domain service, under its newer and its older path. Source: rest-and-auth.md §1. */
export function directoryRoutes(directory: Directory): readonly Route[] {
  const check = ({ params, query }: Exchange) => {
    if (params['account'] !== directory.account.id) throw new Refusal(401, 'invalid site');
    if (query.get('version') !== '1.0') throw new Refusal(400, 'Bad Request: version must be 1.0');
  };
  const all = (exchange: Exchange) => {
    check(exchange);
    sendJson(exchange.response, 200, { baseURIs: directoryEntries(directory) });
  };
  const single = (exchange: Exchange) => {
    check(exchange);
    const found = directoryEntries(directory).find(({ service }) => service === exchange.params['service']);
    sendJson(exchange.response, found ? 200 : 404, found);
  };
  return ['/api', '/csdr'].flatMap((root): readonly Route[] => [
    { method: 'GET', path: `${root}/account/:account/service/baseURI.json`, handle: all },
    { method: 'GET', path: `${root}/account/:account/service/:service/baseURI.json`, handle: single },
  ]);
}
