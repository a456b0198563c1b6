import type { Authorizer, ConsumerIdentity, ExchangeOptions, ServiceCallOptions } from '@holdfast/core/internal';
import { field } from '@holdfast/core/protocol';
import { type ClientParts, type Door, type DoorRequest, door, segment } from './door.js';
import { isToken } from './orchestrator/options.js';
import { misshapen } from './rest.js';

/** Source: rest-and-auth.md §8.4. */
export class ConsumerIdentityClient implements ConsumerIdentity {
  readonly #send: Door;
  readonly #root: string;

  constructor(private readonly parts: ClientParts) {
    const { accountId } = parts.access;
    this.#send = door(parts, { at: { service: 'idp' } });
    this.#root = `/api/account/${accountId}`;
  }

  signUp(options: ServiceCallOptions = {}): Promise<string> {
    return this.#token('jwt', { path: `${this.#root}/signup`, name: 'signup of a consumer' }, options);
  }

  anonymous(previous?: string, options: ServiceCallOptions = {}): Promise<string> {
    const json = previous === undefined ? {} : { json: { id_token: previous } };
    return this.#token(
      'token',
      { path: `${this.#root}/anonymous/authorize`, name: 'anonymous token', ...json },
      options,
    );
  }

  exchange(idToken: string, { connectorId = 'default', ...options }: ExchangeOptions = {}): Promise<string> {
    const path = `${this.#root}/app/${segment(connectorId)}/authenticate?v=3.0`;
    return this.#token('token', { path, name: 'exchange of a token', json: { id_token: idToken } }, options);
  }

  authenticate(codeOrToken: string, options: ServiceCallOptions = {}): Promise<string> {
    const request = {
      path: `${this.#root}/authenticate`,
      name: 'authentication of a consumer',
      json: { authCode: codeOrToken },
    };
    return this.#token('jwt', request, options);
  }

  connectorToken(externalId: string, app: Authorizer, options: ServiceCallOptions = {}): Promise<string> {
    const send = door(this.parts, { at: { service: 'idp' }, authorizer: app });
    const path = `${this.#root}/consumer?v=1.0`;
    const name = 'token for a connector';
    return send(
      { method: 'POST', path, name, json: { ext_consumer_id: externalId }, read: reader('token', name) },
      options,
    );
  }

  #token(
    key: 'jwt' | 'token',
    request: Pick<DoorRequest<string>, 'path' | 'name' | 'json'>,
    options: ServiceCallOptions,
  ): Promise<string> {
    return this.#send(
      {
        method: 'POST',
        ...request,
        remedy: 'Check how the account authenticates consumers',
        read: reader(key, request.name),
      },
      options,
    );
  }
}

const reader =
  (name: 'jwt' | 'token', task: string) =>
  ({ body }: { readonly body: unknown }): string => {
    const token = field(body, name);
    if (isToken(token)) return token;
    throw misshapen(task, 'without a token');
  };
