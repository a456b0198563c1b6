import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type Server } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Exchange, httpExchange, type Method, NoAnswer, type Outgoing } from './exchange.js';

describe('httpExchange of the services', () => {
  let server: Server;
  let seen: { readonly head: IncomingMessage; readonly body: string }[];
  const agents = { http: new Agent({ keepAlive: true }), https: new TlsAgent() };
  const exchange = httpExchange({ agents });

  beforeEach(async () => {
    seen = [];
    server = createServer((head, response) => {
      let body = '';
      head.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      head.on('end', () => {
        seen.push({ head, body });
        response.writeHead(head.method === 'PATCH' ? 204 : 200).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    agents.http.destroy();
    server.closeAllConnections();
    server.close();
  });

  const send = (outgoing: Partial<Outgoing>, by: Exchange = exchange, timeout = 5_000): ReturnType<Exchange> => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
    const { signal } = new AbortController();
    return by({ method: 'GET', url, limit: 100, ...outgoing }, { timeout, signal });
  };

  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.catch((error: unknown) => (error instanceof NoAnswer ? error.code : error));

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]) {
    it(`sends the body of a ${method} with its length, and none with none`, async () => {
      await send({ method, body: Buffer.from('ü') });
      await send({ method });
      expect(seen.map(({ body }) => body)).to.deep.equal(['ü', '']);
      const lengths = seen.map(({ head: { headers } }) => headers['content-length']);
      expect(lengths).to.deep.equal(['2', method === 'DELETE' ? undefined : '0']);
      expect(seen.map(({ head: { headers } }) => headers['transfer-encoding'])).to.deep.equal([undefined, undefined]);
    });
  }

  it('says who it is, asks for no compression, and sends the headers it was given', async () => {
    await send({ headers: { accept: 'application/json' } });
    const { host: _, connection: __, ...headers } = seen[0]?.head.headers ?? {};
    expect(headers).to.deep.equal({ 'user-agent': 'holdfast', accept: 'application/json' });
  });

  it('sends nothing with a header that cannot be sent, and tells it by its code alone', async () => {
    expect(await codeOf(send({ headers: { authorization: 'canary\n' } }))).to.equal('ERR_INVALID_CHAR');
    expect(seen).to.deep.equal([]);
  });

  it('uses one connection for one request after another, and leaves none in use', async () => {
    await send({});
    await send({});
    expect(new Set(seen.map(({ head: { socket } }) => socket.remotePort))).to.have.property('size', 1);
    expect(Object.keys(agents.http.sockets)).to.deep.equal([]);
  });

  it('takes a change of the protocol for no answer, and ends the connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    server.on('upgrade', (_, socket) => {
      closed = once(socket.resume(), 'end').then(() => socket.destroy());
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
    });
    const headers = { connection: 'upgrade', upgrade: 'x' };
    expect(await codeOf(send({ headers }))).to.equal('ECONNRESET');
    await closed;
  });

  it('ends a wait for a connection that nobody makes', async () => {
    class NoAgent extends Agent {
      override createConnection(): undefined {}
    }
    const never = httpExchange({ agents: { ...agents, http: new NoAgent() } });
    expect(await codeOf(send({}, never, 50))).to.equal('ETIMEDOUT');
  });
});
