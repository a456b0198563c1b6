import { field, type JsonObject, readText } from '@holdfast/core/protocol';
import { type PlatformAddress, socketUrl } from '../consumer/platform-address.js';
import { postJson } from '../consumer/post-json.js';
import { RequestSocket } from '../consumer/request-socket.js';
import { AgentRefusedError } from '../errors.js';

export interface AgentConnectionOptions {
  readonly platform: PlatformAddress;
  readonly credentials: { readonly username: string; readonly password: string };
  readonly onNotification: (type: string, body: JsonObject) => void;
  readonly onClosed: (code: number) => void;
}

/** Logs an agent in with his password and opens his socket. */
export async function connectAgent(options: AgentConnectionOptions): Promise<RequestSocket> {
  const { platform, credentials, onNotification, onClosed } = options;
  const { url, accountId, tls } = platform;
  const login = `${url}/api/account/${accountId}/login?v=1.3`;
  const answer = await postJson(login, { body: credentials, tls, Refused: AgentRefusedError });
  const bearer = readText(field(answer, 'bearer'), 1_024) ?? '';
  return RequestSocket.open({
    url: socketUrl(platform, `brand/${bearer}?v=2.1`),
    tls,
    Refused: AgentRefusedError,
    onNotification,
    onClosed,
  });
}
