import type {
  ContextPlace,
  ContextStore,
  ContextValues,
  Json,
  ReadContextOptions,
  SetContextOptions,
} from '@holdfast/core/internal';
import { field, isObject, type JsonObject } from '@holdfast/core/protocol';
import { type Door, segment } from '../door.js';
import { misshapen } from '../rest.js';
import { checkName, checkNamespace, secondsOf } from './context-names.js';

const ROOT = '/v2/context/document';
/** What the platform keeps at most: thirteen months. */
const LONGEST = 395 * 86_400_000;

/** Source: rest-and-auth.md §7.3. */
export class ContextV2 implements ContextStore {
  readonly version = 2;

  constructor(
    private readonly send: Door,
    private readonly accountId: string,
  ) {}

  async set(
    namespace: string,
    values: ContextValues,
    { ttl = LONGEST, ...place }: SetContextOptions = {},
  ): Promise<void> {
    const json = { ...this.#document(namespace, place), ttlSeconds: secondsOf(ttl), payload: values };
    await this.send({ method: 'POST', path: `${ROOT}/create`, name: 'POST context', json, read: nothing }, place);
  }

  async read(namespace: string, { names, ...place }: ReadContextOptions = {}): Promise<ContextValues> {
    return names === undefined ? this.#readAll(namespace, place) : this.#readSome(namespace, names, place);
  }

  async readOne(namespace: string, name: string, place: ContextPlace = {}): Promise<Json | undefined> {
    checkName('name', name);
    return (await this.#readSome(namespace, [name], place))[name];
  }

  async remove(namespace: string, { names, ...place }: ReadContextOptions = {}): Promise<void> {
    const document = this.#document(namespace, place);
    const [path, json] =
      names === undefined
        ? [`${ROOT}/delete`, document]
        : [`${ROOT}/property/delete`, { ...document, propertyToDelete: names }];
    const request = { method: 'DELETE', path, name: 'DELETE context', json } as const;
    await this.send({ ...request, understood: [404], empty: 'allowed', read: nothing }, place);
  }

  #readAll(namespace: string, place: ContextPlace): Promise<ContextValues> {
    const { session } = place;
    this.#document(namespace, place);
    const parts = [this.accountId, namespace, ...(session === undefined ? [] : [session])].map(segment);
    return this.send(
      {
        method: 'GET',
        path: `${ROOT}/${parts.join('/')}`,
        name: 'GET context',
        understood: [404],
        read: ({ status, body }) => (status === 404 ? {} : valuesOf(field(body, 'payload'))),
      },
      place,
    );
  }

  async #readSome(namespace: string, names: readonly string[], place: ContextPlace): Promise<ContextValues> {
    const filter = names.map((name) => `${namespace}.${name}`);
    const found = await this.send(
      {
        method: 'POST',
        path: `${ROOT}/properties`,
        name: 'POST context properties',
        json: { ...this.#document(namespace, place), filter },
        understood: [404],
        read: ({ status, body }) => (status === 404 ? {} : valuesOf(body)),
      },
      place,
    );
    const pairs = names.map((name) => [name, field(found, `${namespace}.${name}`)] as const);
    return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as ContextValues;
  }

  #document(namespace: string, { session }: ContextPlace): JsonObject {
    checkNamespace(namespace, 2);
    if (session !== undefined) checkName('session', session);
    const document = { accountId: this.accountId, nameSpace: namespace };
    return session === undefined ? document : { ...document, sessionId: session };
  }
}

const nothing = (): undefined => undefined;

function valuesOf(value: unknown): ContextValues {
  if (!isObject(value)) throw misshapen('GET context', 'without values');
  return value as ContextValues;
}
