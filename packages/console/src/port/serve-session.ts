import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError, type Logger, SessionPortError, silentLogger } from '@holdfast/core';
import { isLoopbackAddress } from '../loopback/loopback.js';
import { answerSession } from './session-answers.js';
import { SessionFeed } from './session-feed.js';
import type { ShownBot } from './shown-bot.js';

/** Where a session port listens, and how it calls the bot. */
export interface SessionPortOptions {
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
  /** An address of the loopback interface; no other is accepted. @default '127.0.0.1' */
  readonly host?: string;
  /** How the bot is called. @default the name of its class */
  readonly name?: string;
  /** Is told when the port opens and closes. @default silent */
  readonly logger?: Logger;
}

/** An open session port. */
export interface SessionPort {
  /** Where it answers, e.g. `http://127.0.0.1:4711`. */
  readonly url: string;
  /** Ends every client and frees the port. Twice is once. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Connections of any kind. */
const CONNECTIONS = 64;

/**
 * Shows the session of a bot on a loopback port, read-only. The port closes by itself when the bot has stopped, and it
 * never holds the process open. A bot that is started again needs a new one; one that has failed still shows why.
 *
 * @throws ConfigurationError for an address that others can reach, or a port that is none.
 * @throws SessionPortError if the port cannot be had.
 */
export async function serveSession(bot: ShownBot, options: SessionPortOptions = {}): Promise<SessionPort> {
  const { port = 0, host = '127.0.0.1', name = bot.constructor.name, logger = silentLogger } = options;
  check({ port, host });
  const server = createServer({ maxHeaderSize: 8_192 }, (request, response) => {
    answerSession(feed, request, response).catch(() => response.destroy());
  });
  server.maxConnections = CONNECTIONS;
  server.on('connection', (socket) => socket.unref());
  const feed = new SessionFeed({ bot, name, closed: () => void close() });
  const url = await listen(server, { port, host }).catch((error: unknown) => {
    feed.end();
    throw error;
  });
  logger.info({ url }, 'the session port is open');

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= end());
  async function end(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    feed.end();
    setImmediate(() => server.closeAllConnections()); // what was written last is on its way
    await closed;
    logger.info({ url }, 'the session port is closed');
  }
  return { url, close, [Symbol.asyncDispose]: close };
}

interface Address {
  readonly port: number;
  readonly host: string;
}

function check({ port, host }: Address): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigurationError('port', `The session port must be a whole number from 0 to 65535, not ${port}.`);
  }
  if (!isLoopbackAddress(host)) {
    throw new ConfigurationError(
      'host',
      'The session port is for this machine alone: use 127.0.0.1, ::1 or localhost. To look from elsewhere, forward the port with ssh.',
    );
  }
}

/** Gives the URL. The server holds nothing open from then on. */
function listen(server: Server, { port, host }: Address): Promise<string> {
  const authority = host.includes(':') ? `[${host}]` : host;
  return new Promise((resolve, reject) => {
    const failed = (cause: Error): void => reject(new SessionPortError(`${authority}:${port}`, { cause }));
    server.once('error', failed);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', failed);
      server.unref();
      resolve(`http://${authority}:${(server.address() as AddressInfo).port}`);
    });
  });
}
