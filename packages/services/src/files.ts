import {
  type Call,
  failureCause,
  type FileStorage,
  PlatformUnavailableError,
  RequestRefusedError,
  retryAfter,
  ThrottledError,
  UnexpectedAnswerError,
  withRetries,
} from '@holdfast/core/internal';
import { type Answer, type Connection, httpExchange, NoAnswer, type Outgoing } from './exchange.js';

const ANSWER = 65_536;
const THROTTLE = 1_000;

/** The types of files that the platform takes. Source: messaging.md §5.12. */
const contentTypes: Readonly<Record<string, string>> = {
  JPG: 'image/jpeg',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  GIF: 'image/gif',
};

/**
 * The account's file storage (messaging.md §5.12). Each request goes to an address with a signature, which is good for a
 * minute and carries no other secret. Opens nothing before it is used.
 */
export const fileStorage = (connection: Connection = {}): FileStorage => new AccountFiles(connection);

class AccountFiles implements FileStorage {
  constructor(private readonly connection: Connection) {}

  async put(url: string, bytes: Uint8Array, call: Call): Promise<void> {
    const headers = { 'content-type': contentTypeOf(url) };
    await this.#send('PUT file', { method: 'PUT', url, headers, body: bytes, limit: ANSWER }, call);
  }

  get(url: string, limit: number, call: Call): Promise<Uint8Array> {
    return this.#send('GET file', { method: 'GET', url, limit }, call);
  }

  #send(what: string, outgoing: Outgoing, call: Call): Promise<Uint8Array> {
    const exchange = httpExchange(this.connection);
    return withRetries(call, {
      attempt: async () => {
        const host = new URL(outgoing.url).host;
        const answer = await exchange(outgoing, call).catch((error: unknown) => {
          throw error instanceof NoAnswer ? unanswered(what, host, error.code) : error;
        });
        return accepted(what, host, answer);
      },
      isPassing: (error) => error instanceof PlatformUnavailableError,
    });
  }
}

function contentTypeOf(url: string): string {
  const extension = new URL(url).pathname.split('.').at(-1)?.toUpperCase() ?? '';
  return (Object.hasOwn(contentTypes, extension) && contentTypes[extension]) || 'application/octet-stream';
}

function unanswered(what: string, host: string, code: string): PlatformUnavailableError {
  const cause = failureCause(code);
  return new PlatformUnavailableError(
    `${what}: the storage ${host} gave no answer (${code}). Check the network and the proxy.`,
    undefined,
    undefined,
    { cause },
  );
}

/** The bytes of a 2xx. Of any other answer only the status is repeated: its body may echo the address. */
function accepted(what: string, host: string, { status, headers, bytes }: Answer): Uint8Array {
  const asked = retryAfter(headers['retry-after'], { serverDate: headers.date });
  const who = `${what}: the storage ${host}`;
  if (status >= 500 || status === 408) {
    throw new PlatformUnavailableError(`${who} failed (HTTP ${status}). Try again later.`, status, asked);
  }
  if (status === 429) {
    const rest = Math.max(asked ?? 0, THROTTLE);
    throw new ThrottledError(`${who} asks for patience (HTTP 429). Wait at least ${rest} ms.`, rest);
  }
  if (status >= 400) {
    const remedy =
      status === 401 ? 'Its address has expired; ask for a new one' : 'Check the type and size of the file';
    throw new RequestRefusedError(what, status, `${who} refused it (HTTP ${status}). ${remedy}.`);
  }
  if (status >= 300) {
    throw new UnexpectedAnswerError(`${who} redirected it (HTTP ${status}), which is never followed. Check the proxy.`);
  }
  if (bytes === undefined) {
    throw new UnexpectedAnswerError(`${who} answered with more bytes than were allowed. Raise the limit to take them.`);
  }
  return bytes;
}
