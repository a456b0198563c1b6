import type { Agent } from 'node:http';
import { isIP } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { ConfigurationError } from '@holdfast/core/internal';
import { type ClientOptions, WebSocket } from 'ws';

export interface DialOptions {
  readonly agent?: Agent;
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  readonly secureContext?: () => SecureContext;
  /** Bytes of one message. */
  readonly maxPayload: number;
  readonly maxFragments: number;
}

/** Bytes of all headers of the upgrade's answer. */
const MAX_HEADERS = 16 * 1_024;
/** Pieces of one frame as the network cut it; each costs an object. */
const MAX_CHUNKS = 65_536;
/** Pings of one read that are answered; a process that had been stopped finds many. More of them end the socket. */
const MAX_PINGS = 1_024;
/** The longest delay that a timer of Node.js can hold. */
const LONGEST = 2_147_483_647;
const HTTPS_PORT = 443;

/**
 * Begins to connect; gives an error if it cannot even begin. The address is a secret and is not in the error.
 *
 * @param closeTimeout milliseconds from a close frame to the end of the connection.
 */
export function dial(url: string, options: DialOptions, closeTimeout: number): WebSocket | ConfigurationError {
  const trouble = troubleWith(url, process.env['NODE_TLS_REJECT_UNAUTHORIZED']);
  if (trouble) return trouble;
  const { maxPayload, maxFragments } = options;
  const settings = {
    ...wayOf(options, url),
    maxPayload,
    maxFragments,
    maxBufferedChunks: MAX_CHUNKS,
    maxPendingAutoPongs: MAX_PINGS,
    maxHeaderSize: MAX_HEADERS,
    closeTimeout: Math.min(closeTimeout, LONGEST),
    perMessageDeflate: false,
    followRedirects: false,
    skipUTF8Validation: false,
    // All frames of one read in one go: a flood costs no turn of the loop per frame.
    allowSynchronousEvents: true,
  };
  try {
    return new WebSocket(url, settings);
  } catch (error) {
    // A syntax error quotes the address.
    const cause = error instanceof SyntaxError ? {} : { cause: error };
    return new ConfigurationError(
      'transport',
      `${notDialled} Check the address, agent and ca that it was given.`,
      cause,
    );
  }
}

/** An agent makes the connections, and their contexts, by itself. */
function wayOf({ agent, ca, secureContext }: DialOptions, url: string): ClientOptions {
  const trust = ca === undefined ? {} : { ca: typeof ca === 'string' || Buffer.isBuffer(ca) ? ca : [...ca] };
  if (agent !== undefined) return { agent, ...trust };
  if (secureContext === undefined || !url.startsWith('wss:')) return trust;
  const context = secureContext();
  return { createConnection: () => connectWithin(context, new URL(url)) };
}

/** As `ws` does it; but a TLS socket keeps all that it is given, and of a request it needs no more than this. */
function connectWithin(secureContext: SecureContext, { hostname, port }: URL): TLSSocket {
  const host = hostname.replace(/^\[|\]$/g, '');
  return connect({ host, port: Number(port || HTTPS_PORT), servername: isIP(host) === 0 ? host : '', secureContext });
}

const notDialled = 'The messaging socket was not dialled.';

/** What forbids to dial this address, if anything does. */
export function troubleWith(url: string, rejectUnauthorized: string | undefined): ConfigurationError | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.protocol !== 'wss:' && address?.protocol !== 'ws:') {
    return new ConfigurationError(
      'url',
      `${notDialled} Its address is not a wss:// URL. Check the domain of the messaging service.`,
    );
  }
  if (address.protocol === 'wss:' && rejectUnauthorized === '0' && !isLoopback(address.hostname)) {
    return new ConfigurationError(
      'NODE_TLS_REJECT_UNAUTHORIZED',
      `${notDialled} NODE_TLS_REJECT_UNAUTHORIZED=0 would show the bearer to anyone who answers for ${address.host}. Unset it, and name your own authority in the option ca.`,
    );
  }
  return undefined;
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
