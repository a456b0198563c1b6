import type {
  ContextPlace,
  ContextStore,
  ContextValues,
  Json,
  ReadContextOptions,
  SetContextOptions,
} from '@holdfast/core/internal';
import { isObject } from '@holdfast/core/protocol';
import { type Door, segment } from '../door.js';
import { misshapen } from '../rest.js';
import { checkName, checkNamespace, secondsOf } from './context-names.js';

/** Source: rest-and-auth.md §7.2. */
export class ContextV1 implements ContextStore {
  readonly version = 1;
  readonly #send: Door;
  readonly #root: string;

  constructor(send: Door, accountId: string) {
    this.#send = send;
    this.#root = `/v1/account/${accountId}`;
  }

  async set(namespace: string, values: ContextValues, { ttl, ...place }: SetContextOptions = {}): Promise<void> {
    const path = this.#properties(namespace, place);
    if (ttl !== undefined) await this.#limit(namespace, secondsOf(ttl), place);
    await this.#send(
      { method: 'PATCH', path, name: 'PATCH context', json: values, empty: 'allowed', read: nothing },
      place,
    );
  }

  async read(namespace: string, { names, ...place }: ReadContextOptions = {}): Promise<ContextValues> {
    const path = this.#properties(namespace, place);
    const all = await this.#send(
      {
        method: 'GET',
        path,
        name: 'GET context',
        understood: [404],
        empty: 'allowed',
        read: ({ status, body }) => {
          if (status === 404 || body === undefined) return {};
          if (!isObject(body)) throw misshapen('GET context', 'that is no object');
          return body as ContextValues;
        },
      },
      place,
    );
    if (names === undefined) return all;
    return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
  }

  readOne(namespace: string, name: string, place: ContextPlace = {}): Promise<Json | undefined> {
    checkName('name', name);
    const path = `${this.#properties(namespace, place)}/${segment(name)}`;
    return this.#send(
      {
        method: 'GET',
        path,
        name: 'GET context property',
        understood: [404],
        empty: 'allowed',
        read: ({ status, body }) => (status === 404 ? undefined : (body as Json | undefined)),
      },
      place,
    );
  }

  async remove(namespace: string, { names, ...place }: ReadContextOptions = {}): Promise<void> {
    const path = this.#properties(namespace, place);
    // All of a namespace at once is marked as unsupported, so its properties go one by one.
    const chosen = names ?? (place.session === undefined ? Object.keys(await this.read(namespace, place)) : undefined);
    if (chosen === undefined) return this.#delete(path, place);
    for (const name of chosen) await this.#delete(`${path}/${segment(name)}`, place);
  }

  #delete(path: string, place: ContextPlace): Promise<void> {
    return this.#send(
      { method: 'DELETE', path, name: 'DELETE context', understood: [404], empty: 'allowed', read: nothing },
      place,
    );
  }

  /** A limit counts for what is written after it. */
  async #limit(namespace: string, seconds: number, place: ContextPlace): Promise<void> {
    const { session } = place;
    const path = session === undefined ? this.#root : `${this.#root}/namespace/${segment(namespace)}/session`;
    const json = session === undefined ? { name: namespace } : { sessionId: session };
    const request = {
      method: 'POST',
      path: `${path}?ttlSecond=${seconds}`,
      name: 'POST context lifetime',
      json,
    } as const;
    await this.#send({ ...request, empty: 'allowed', read: nothing }, place);
  }

  #properties(namespace: string, { session }: ContextPlace): string {
    checkNamespace(namespace, 1);
    if (session !== undefined) checkName('session', session);
    const place = session === undefined ? segment(namespace) : `${segment(namespace)}/${segment(session)}`;
    return `${this.#root}/${place}/properties`;
  }
}

const nothing = (): undefined => undefined;
