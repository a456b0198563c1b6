import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Call,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { fileStorage } from './files.js';

type Answering = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const bytes = Buffer.from('a small picture');

describe('fileStorage', () => {
  let server: Server;
  let requests: string[];
  let answering: Answering;
  const storage = fileStorage();

  beforeEach(async () => {
    requests = [];
    answering = (_, response) => response.writeHead(201).end();
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => answering(request, response, Buffer.concat(chunks)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const url = (path = '/v1/x/ab.PNG'): string =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}?temp_url_sig=canary`;

  const call = (terms: Partial<Call> = {}): Call => ({
    signal: new AbortController().signal,
    timeout: 2_000,
    retryDelays: [],
    ...terms,
  });

  const refusal = (promise: Promise<unknown>): Promise<Error> =>
    promise.then(
      () => {
        throw new Error('It was expected to reject.');
      },
      (error: Error) => error,
    );

  it('stores the bytes, with the media type of a picture', async () => {
    const stored: unknown[] = [];
    answering = ({ headers }, response, body) => {
      stored.push(headers['content-type'], headers['content-length'], body.toString());
      response.writeHead(201).end();
    };
    await storage.put(url(), bytes, call());
    expect(stored).to.deep.equal(['image/png', String(bytes.length), bytes.toString()]);
    expect(requests).to.deep.equal(['PUT /v1/x/ab.PNG?temp_url_sig=canary']);
  });

  it('fetches the bytes', async () => {
    answering = (_, response) => response.end(bytes);
    expect(Buffer.from(await storage.get(url(), 100, call())).toString()).to.equal(bytes.toString());
  });

  it('stops reading a file that is larger than wanted', async () => {
    answering = (_, response) => response.end(Buffer.alloc(1_000_000));
    expect(await refusal(storage.get(url(), 1_000, call()))).to.be.instanceOf(UnexpectedAnswerError);
  });

  it('tells an address that has expired by its status, and repeats neither it nor the answer', async () => {
    answering = (_, response) => response.writeHead(401).end('canary');
    const error = await refusal(storage.put(url(), bytes, call({ retryDelays: [1, 1] })));
    expect(error).to.be.instanceOf(RequestRefusedError).and.include({ requestType: 'PUT file', status: 401 });
    expect(error.message).to.include('ask for a new one').and.not.include('canary');
    expect(requests).to.have.length(1);
  });

  it('asks again after each wait when the storage fails, and then gives up', async () => {
    answering = (_, response) => response.writeHead(503).end();
    const error = await refusal(storage.put(url(), bytes, call({ retryDelays: [1, 1] })));
    expect(error).to.be.instanceOf(PlatformUnavailableError).and.include({ status: 503 });
    expect(requests).to.have.length(3);
  });

  it('succeeds at a later try', async () => {
    answering = (_, response) => response.writeHead(requests.length === 1 ? 503 : 201).end();
    await storage.put(url(), bytes, call({ retryDelays: [1] }));
    expect(requests).to.have.length(2);
  });

  it('does not repeat what is throttled, and says how long to wait', async () => {
    answering = (_, response) => response.writeHead(429, { 'retry-after': '7' }).end();
    const error = await refusal(storage.get(url(), 100, call({ retryDelays: [1] })));
    expect(error).to.be.instanceOf(ThrottledError).and.include({ retryAfter: 7_000 });
    expect(requests).to.have.length(1);
  });

  it('follows no redirect', async () => {
    answering = (_, response) => response.writeHead(302, { location: url('/elsewhere') }).end();
    expect(await refusal(storage.put(url(), bytes, call()))).to.be.instanceOf(UnexpectedAnswerError);
    expect(requests).to.have.length(1);
  });

  it('gives up a server that trickles when the time is over', async () => {
    answering = (_, response) => void response.writeHead(200).write('a');
    const error = await refusal(storage.get(url(), 100, call({ timeout: 50 })));
    expect(error).to.be.instanceOf(PlatformUnavailableError);
    expect(error.message).to.include('ETIMEDOUT').and.not.include('canary');
  });

  it('names what went wrong below HTTP by its code alone', async () => {
    answering = (request) => request.socket.destroy();
    const error = await refusal(storage.get(url(), 100, call()));
    expect(error).to.be.instanceOf(PlatformUnavailableError);
    expect(error.message).to.include('ECONNRESET').and.not.include('canary');
    expect(String((error as { cause?: unknown }).cause)).not.to.include('canary');
  });

  it('ends with the reason of its signal, also while it waits for the next try', async () => {
    const reason = new Error('enough');
    const stopping = new AbortController();
    answering = (_, response) => {
      response.writeHead(503).end();
      setImmediate(() => stopping.abort(reason));
    };
    const error = await refusal(storage.put(url(), bytes, call({ signal: stopping.signal, retryDelays: [60_000] })));
    expect(error).to.equal(reason);
  });
});
