import {
  type ConfigurationError,
  ConnectionLostError,
  type HoldfastError,
  ProtocolViolationError,
  RequestRefusedError,
  type Sent,
  type SocketEnd,
  ThrottledError,
  UpgradeRefusedError,
} from '@holdfast/core/internal';

/** Why a socket ended: what is known of its end before, or without, a close code. */
export type Ending = Omit<SocketEnd, 'code' | 'reason'>;

export const refusedUpgrade = (host: string, status: number, retryAfter: number | undefined): Ending => ({
  cause: 'refused',
  status,
  ...(retryAfter === undefined ? {} : { retryAfter }),
  error: new UpgradeRefusedError(
    `${host} refused the messaging socket (HTTP ${status}). ${upgradeRemedy(status)}`,
    status,
    retryAfter,
  ),
});

/** The peer switched protocols, and does not want to hear more. */
export const refusedGreeting = (error: HoldfastError): Ending => ({
  cause: 'refused',
  ...(error instanceof RequestRefusedError ? { status: error.status } : {}),
  ...(error instanceof ThrottledError ? { status: 429, retryAfter: error.retryAfter } : {}),
  error,
});

export const openTimedOut = (host: string, open: number): Ending => ({
  cause: 'timeout',
  error: new ConnectionLostError(
    `${host} did not open the messaging socket within ${open} ms. Check the network, or a proxy between.`,
    'no',
  ),
});

export const fellSilent = (host: string): Ending => ({
  cause: 'silent',
  error: new ConnectionLostError(
    `${host} sent nothing on the messaging socket, not even an answer to a ping and a clock request. It was dropped; connect again.`,
    'unknown',
  ),
});

export const closedByPeer = (host: string, code: number): Ending => ({
  cause: 'closed',
  error: new ConnectionLostError(
    code === 1006
      ? `The messaging socket to ${host} was cut without a close frame (code 1006). Connect again.`
      : `${host} closed the messaging socket (code ${code}). Connect again.`,
    'unknown',
  ),
});

export const closedByUs = (host: string, sent: Sent): Ending => ({
  cause: 'closed',
  error: new ConnectionLostError(
    `The messaging socket to ${host} was closed by this process. Open a new one to go on.`,
    sent,
  ),
});

/** A request that nobody could be sent. */
export const notOpen = (host: string, type: string, when: 'yet' | 'any longer'): ConnectionLostError =>
  new ConnectionLostError(
    `${type} was not sent: the messaging socket to ${host} is not open ${when}. Send it on an open one.`,
    'no',
  );

/** A dial that could not begin. */
export const undialled = (error: ConfigurationError): Ending => ({ cause: 'configuration', error });

/**
 * Sorts an error of the network, of TLS, of the HTTP parser or of the frame reader.
 *
 * @param sent whether anything may have left on this socket.
 */
export function endingOf(host: string, error: Error, sent: Sent): Ending {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined || BROKEN_PROTOCOL.test(code)) {
    return { cause: 'violation', error: violation(host, error, code ?? 'not a WebSocket handshake') };
  }
  return {
    cause: code,
    ...(sent === 'no' && isTlsRefusal(code) ? { retryAfter: TLS_WAIT } : {}),
    error: new ConnectionLostError(`The messaging socket to ${host} was lost (${code}). ${lossRemedy(code)}`, sent, {
      cause: error,
    }),
  };
}

/** How long a server whose certificate or TLS version is not acceptable is left alone, in milliseconds. */
const TLS_WAIT = 60_000;

/** Trying again soon is pointless, and asking a human is not. */
const isTlsRefusal = (code: string): boolean => CERTIFICATE.test(code) || /^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code);

/** What the frame reader says of a message beyond the limit. */
const TOO_LARGE = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

/** Codes of the frame reader and of the HTTP parser. */
const BROKEN_PROTOCOL = /^(WS_ERR|HPE)_/;

/** Codes of a certificate that was not accepted, as OpenSSL and Node.js spell them. */
const CERTIFICATE = /CERT|SIGNATURE|HOSTNAME|_CRL/;

const lossRemedy = (code: string): string =>
  CERTIFICATE.test(code)
    ? 'Its certificate was not accepted: if an authority of your own signs it, name that in the option ca.'
    : 'Check the network if this goes on.';

function violation(host: string, error: Error, fact: string): ProtocolViolationError {
  const message =
    fact === TOO_LARGE
      ? `${host} sent a message larger than maxPayload, so the socket was dropped. A bot with very many open conversations needs a larger one: see the option maxPayload of liveperson().`
      : `${host} broke the WebSocket protocol (${fact}), so the socket was dropped. Check what answers there, or a proxy between.`;
  // The parser keeps the raw bytes of the peer in its error, and they may echo the bearer.
  return new ProtocolViolationError(message, 'rawPacket' in error ? {} : { cause: error });
}

function upgradeRemedy(status: number): string {
  if (status === 401 || status === 403) return 'Log in again for a new bearer.';
  if (status === 429 || status >= 500) return 'Wait, then connect again with the same bearer.';
  return 'Check the host and a proxy between: a messaging service would switch protocols here.';
}
