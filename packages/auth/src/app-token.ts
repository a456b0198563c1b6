import {
  type Authorizer,
  type Call,
  type FreshToken,
  RenewableToken,
  RequestRefusedError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { field, readCount, readText } from '@holdfast/core/protocol';
import { AccountDoor, type AccountDoorOptions } from './account-door.js';
import { DomainApi } from './domain-api.js';

export interface AppTokenOptions extends AccountDoorOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Tokens of `v1` are signed with one key for ever, those of `v2` with keys that rotate. @default 'v2' */
  readonly version?: 'v1' | 'v2';
  /** Connectors send the token without the word `Bearer` before it. @default 'Bearer' */
  readonly scheme?: 'Bearer' | 'none';
  /** For the life of tokens. @default the monotonic clock */
  readonly clock?: { now(): number };
}

/** An hour, says the documentation; the answer itself does not. */
const LIFETIME = 3_600_000;

/**
 * What an application proves itself with: a token for its client id and secret, kept until it runs out or is refused.
 * Source: rest-and-auth.md §9.1.
 *
 * @throws ConfigurationError naming the option at fault.
 */
export function appToken(options: AppTokenOptions): Authorizer {
  const { clock, clientSecret, scheme = 'Bearer' } = options;
  const door = new AccountDoor(options);
  const directory = new DomainApi(options);
  const held = new RenewableToken<string>({
    obtain: async (call) => obtain({ options, door, origin: await originOf(directory, call) }, call),
    ...(clock === undefined ? {} : { clock }),
  });
  return {
    async authorize(_, call) {
      const token = await held.get(call);
      return {
        headers: { authorization: scheme === 'Bearer' ? `Bearer ${token}` : token },
        secrets: [token, clientSecret],
        refused: () => held.refused(token),
      };
    },
  };
}

const originOf = async (directory: DomainApi, call: Call): Promise<string> =>
  (await directory.domains(call)).origin('sentinel');

interface Obtaining {
  readonly options: AppTokenOptions;
  readonly door: AccountDoor;
  readonly origin: string;
}

async function obtain({ options, door, origin }: Obtaining, call: Call): Promise<FreshToken<string>> {
  const { clientId, clientSecret, version = 'v2' } = options;
  const { accountId, send } = door;
  const root = `${origin}/sentinel/api`;
  const url =
    version === 'v1' ? `${root}/account/${accountId}/app/token?v=1.0` : `${root}/v2/account/${accountId}/app/token`;
  const task = `Account ${accountId}: the token of application ${clientId}`;
  const form = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' };
  return send(
    {
      outgoing: { method: 'POST', url, form },
      task,
      throttle: 5_000,
      read: (body) => {
        const token = readText(field(body, 'access_token'), 16_384);
        if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
          throw new UnexpectedAnswerError(`${task} came without a token. Check that the option csds is right.`);
        }
        const seconds = readCount(field(body, 'expires_in'));
        return { token, lifetime: seconds === undefined ? LIFETIME : seconds * 1_000 };
      },
      refused: (status, fact) =>
        new RequestRefusedError(
          'app token',
          status,
          `${task} was refused (${fact}). Check client id, secret and scope.`,
        ),
    },
    call,
  );
}
