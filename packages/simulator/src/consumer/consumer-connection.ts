import { field, isObject, type JsonObject, readText } from '@holdfast/core/protocol';
import { ConsumerRefusedError } from '../errors.js';
import { type PlatformAddress, socketUrl } from './platform-address.js';
import { postJson } from './post-json.js';
import { RequestSocket } from './request-socket.js';

export interface ConsumerConnectionOptions {
  readonly platform: PlatformAddress;
  readonly clientProperties: JsonObject;
  readonly onNotification: (type: string, body: JsonObject) => void;
  readonly onClosed: (code: number) => void;
}

/** Opens a consumer socket as the consumer of this token, initialized and ready for requests. */
export async function connectConsumer(options: ConsumerConnectionOptions, jwt: string): Promise<RequestSocket> {
  const { platform, clientProperties, onNotification, onClosed } = options;
  const socket = await RequestSocket.open({
    url: socketUrl(platform, 'consumer?v=3'),
    tls: platform.tls,
    agent: platform.agent,
    Refused: ConsumerRefusedError,
    onNotification,
    onClosed,
  });
  await socket.request('InitConnection', undefined, {
    headers: [
      { ...clientProperties, type: '.ams.headers.ClientProperties' },
      { type: '.ams.headers.ConsumerAuthentication', jwt },
    ],
  });
  return socket;
}

/** Signs a new anonymous consumer up: his token and the id that the platform gave him. */
export async function signUp({
  url,
  accountId,
  tls,
  agent,
}: PlatformAddress): Promise<{ readonly jwt: string; readonly id: string }> {
  const answer = await postJson(`${url}/api/account/${accountId}/signup`, { tls, agent });
  const jwt = readText(field(answer, 'jwt'), 2_048) ?? '';
  const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return { jwt, id: (isObject(claims) && readText(claims['sub'], 256)) || '' };
}
