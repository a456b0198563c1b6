import {
  type Authorizer,
  type ConsumerIdentity,
  type ExchangeOptions,
  PlatformUnavailableError,
  RequestRefusedError,
  type ServiceCallOptions,
} from '@holdfast/core/internal';
import { field, readCount } from '@holdfast/core/protocol';
import { type ClientParts, type Door, type DoorRequest, door, segment } from './door.js';
import { isToken } from './orchestrator/options.js';
import { misshapen, type RestAnswer } from './rest.js';

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
        remedy: REMEDY,
        understood: [FAULT],
        read: reader(key, request.name),
      },
      options,
    );
  }
}

const REMEDY = 'Check how the account authenticates consumers';

/** What the service answers both for a fault of its own and for a token that it does not accept. */
const FAULT = 500;

/** Its own faults: to be asked again. Whatever else it gives a code for stays refused. Source: rest-and-auth.md §8.4. */
const PASSING: ReadonlySet<number> = new Set([1023, 9000, 9001, 9010, 9013, 9014]);

const reader =
  (name: 'jwt' | 'token', task: string) =>
  ({ status, body }: RestAnswer): string => {
    if (status === FAULT) throw fault(task, readCount(field(body, 'internalErrorCode')));
    const token = field(body, name);
    if (isToken(token)) return token;
    throw misshapen(task, 'without a token');
  };

function fault(task: string, code: number | undefined): Error {
  if (code === undefined || PASSING.has(code) || code > 99_999) {
    return new PlatformUnavailableError(`${task} failed (HTTP ${FAULT}). Try again later.`, FAULT);
  }
  return new RequestRefusedError(task, FAULT, `${task} was refused (HTTP ${FAULT}, internal code ${code}). ${REMEDY}.`);
}
