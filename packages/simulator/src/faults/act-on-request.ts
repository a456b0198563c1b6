import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { HttpExchange } from '../hooks.js';
import { resetConnection } from '../reset-connection.js';
import type { FaultHttpAnswer, RequestAction } from './fault-action.js';
import type { FaultEngine } from './fault-engine.js';
import { bodyBytes, headersOf } from './http-answer.js';

/** Connections that end with their next request. */
export type Doomed = WeakSet<Socket>;

/** Resolves to `true` if the request was dealt with. */
export async function actOnRequest(
  { timers, msOf }: Pick<FaultEngine, 'timers' | 'msOf'>,
  action: RequestAction,
  { exchange: { request, response }, doomed }: { readonly exchange: HttpExchange; readonly doomed: Doomed },
): Promise<boolean> {
  if (typeof action === 'string') return plain[action]({ request, response, doomed });
  if ('delay' in action) {
    await timers.wait(msOf(action.delay));
    return false;
  }
  request.resume();
  if ('answer' in action) send(response, action.answer);
  else if ('gzipBomb' in action) sendBomb(response, action.gzipBomb);
  else {
    response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
    const stop = timers.every(action.trickle.every, () => response.write(' '));
    response.on('close', stop);
  }
  return true;
}

interface Plain {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly doomed: Doomed;
}

const PAGE = '<!doctype html><title>Sign in to this network</title><p>Please accept the terms of this network.</p>';

/** The actions without details. Each gives whether it dealt with the request. */
const plain: Readonly<Record<Extract<RequestAction, string>, (on: Plain) => boolean>> = {
  refuse({ request }) {
    resetConnection(request.socket);
    return true;
  },
  hang({ request }) {
    request.resume();
    return true;
  },
  loseAnswer({ request, response }) {
    // Headers are not sent before the body is: nothing has left yet when the route ends its answer.
    response.end = () => {
      request.socket.destroy();
      return response;
    };
    return false;
  },
  dropAfterAnswer({ request, response }) {
    response.on('finish', () => request.socket.destroySoon());
    return false;
  },
  dropOnReuse({ request, doomed }) {
    doomed.add(request.socket);
    return false;
  },
  truncate({ request, response }) {
    request.resume();
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1_024 });
    response.write('{"', () => request.socket.destroySoon());
    return true;
  },
  html({ request, response }) {
    request.resume();
    send(response, { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: PAGE });
    return true;
  },
};

function send(response: ServerResponse, answer: FaultHttpAnswer): void {
  const body = bodyBytes(answer);
  response.writeHead(answer.status, { 'Content-Length': body.length, ...headersOf(answer) }).end(body);
}

function sendBomb(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
  // Its end is either the whole bomb or a client that had enough; neither is a failure here.
  pipeline(Readable.from(spaces(bytes)), createGzip(), response, () => {});
}

const PIECE = 65_536;

function* spaces(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(Math.min(PIECE, bytes), ' ');
  for (let left = bytes; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece;
}
