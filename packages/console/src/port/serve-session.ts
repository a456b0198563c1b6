import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError, type Logger, SessionPortError, silentLogger } from '@holdfast/core';
import { isLoopbackAddress } from '../loopback/loopback.js';
import { Audience } from '../stream/audience.js';
import { answerSession } from './session-answers.js';
import { LifecycleLog } from './lifecycle-log.js';
import { sessionSnapshot } from './session-snapshot.js';
import type { ShownBot } from './shown-bot.js';
import { SnapshotPace } from './snapshot-pace.js';

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

/** Clients of the event stream. */
const LISTENERS = 16;
/** Connections of any kind. */
const CONNECTIONS = 64;

/**
 * Shows the session of a bot on a loopback port, read-only. The port closes by itself when the bot has stopped, and it
 * never holds the process open. A bot that is started again needs a new one.
 *
 * @throws ConfigurationError for an address that others can reach, or a port that is none.
 * @throws SessionPortError if the port cannot be had.
 */
export async function serveSession(bot: ShownBot, options: SessionPortOptions = {}): Promise<SessionPort> {
  const { port = 0, host = '127.0.0.1', name = bot.constructor.name, logger = silentLogger } = options;
  check({ port, host });
  const log = new LifecycleLog();
  const snapshot = () => sessionSnapshot(name, bot.health());
  const sendSnapshot = (): void => audience.tell({ event: 'snapshot', data: snapshot() });
  const pace = new SnapshotPace(sendSnapshot);
  const audience = new Audience(LISTENERS, (isWatched) => pace.watch(isWatched));

  const server = createServer({ maxHeaderSize: 8_192 }, (request, response) => {
    answerSession(
      {
        snapshot,
        listen: (stream, { headers, lastId }) => {
          if (audience.isFull) return false;
          stream.open(headers);
          stream.send({ event: 'snapshot', data: snapshot() });
          for (const record of log.since(lastId)) stream.send({ event: 'lifecycle', data: record, id: record.id });
          audience.admit(stream);
          return true;
        },
      },
      request,
      response,
    ).catch(() => response.destroy());
  });
  server.maxConnections = CONNECTIONS;
  server.on('connection', (socket) => socket.unref());
  const url = await listen(server, { port, host });
  server.unref();
  logger.info({ url }, 'the session port is open');

  const watching = bot.events$.subscribe((event) => {
    const record = log.add(event);
    audience.tell({ event: 'lifecycle', data: record, id: record.id });
    pace.changed();
    if (event.type === 'closed') void close();
  });
  watching.add(bot.state$.subscribe(() => pace.changed()));

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= end());
  async function end(): Promise<void> {
    watching.unsubscribe();
    pace.watch(false);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    sendSnapshot();
    audience.end();
    setImmediate(() => server.closeAllConnections()); // what was written last is on its way
    await closed;
    logger.info({ url }, 'the session port is closed');
  }
  return { url, close, [Symbol.asyncDispose]: close };
}

function check({ port, host }: { readonly port: number; readonly host: string }): void {
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

function listen(
  server: ReturnType<typeof createServer>,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<string> {
  const authority = host.includes(':') ? `[${host}]` : host;
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new SessionPortError(`${authority}:${port}`, { cause })));
    server.listen({ port, host, exclusive: true }, () => {
      server.removeAllListeners('error');
      resolve(`http://${authority}:${(server.address() as AddressInfo).port}`);
    });
  });
}
