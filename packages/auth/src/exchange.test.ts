import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { Agent as TlsAgent, createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type Exchange, httpExchange, NoAnswer } from './exchange.js';
import { type Agents, keepAliveAgents } from './keep-alive-agents.js';
import { LoginCookies } from './login-cookies.js';
import {
  failureOf,
  json,
  type LoopbackPlatform,
  loopbackPlatform,
  rawPlatform,
  type Reply,
  silence,
  text,
} from './loopback-platform.test.support.js';

const limits = (timeout = 5_000, signal = new AbortController().signal): { timeout: number; signal: AbortSignal } => ({
  timeout,
  signal,
});
const get = (url: string): { method: 'GET'; url: string } => ({ method: 'GET', url });
const exchangeOf = (ca?: string): Exchange =>
  httpExchange({ agents: keepAliveAgents({}), ...(ca === undefined ? {} : { ca }) });
const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const failure = await failureOf(promise);
  expect(failure).to.be.instanceOf(NoAnswer);
  return (failure as NoAnswer).code;
};

/** Pools whose connections are made by hand, as a proxy makes them that takes its time. */
function lateAgents(): { readonly late: (socket: Socket) => void; readonly agents: Required<Agents> } {
  let made: ((error: null, socket: Socket) => void) | undefined;
  class LateAgent extends Agent {
    override createConnection(_: object, created?: (error: null, socket: Socket) => void): undefined {
      made = created;
    }
  }
  return { late: (socket) => made?.(null, socket), agents: { http: new LateAgent(), https: new TlsAgent() } };
}

describe('httpExchange', () => {
  it('gives status, headers and text of an answer, and asks for JSON', async () => {
    await using platform = await loopbackPlatform(json(200, { a: 'ü' }, { 'retry-after': '7' }));
    const answer = await exchangeOf()({ method: 'POST', url: `${platform.url}/x`, json: { b: 1 } }, limits());
    expect([answer.status, answer.headers['retry-after'], answer.body]).to.deep.equal([
      200,
      '7',
      { text: '{"a":"ü"}' },
    ]);
    const [seen] = platform.seen;
    expect([seen?.method, seen?.path, seen?.body]).to.deep.equal(['POST', '/x', '{"b":1}']);
    expect([seen?.headers.accept, seen?.headers['content-type']]).to.deep.equal([
      'application/json',
      'application/json',
    ]);
  });

  it('sends a form with its length, and a POST without a body with none', async () => {
    await using platform = await loopbackPlatform(json(200, {}));
    const exchange = exchangeOf();
    await exchange({ method: 'POST', url: platform.url, form: { a: 'ü &', b: '1' } }, limits());
    await exchange({ method: 'POST', url: platform.url }, limits());
    expect(platform.seen.map(({ body }) => body)).to.deep.equal(['a=%C3%BC+%26&b=1', '']);
    expect(platform.seen.map(({ headers }) => headers['content-length'])).to.deep.equal(['16', '0']);
    expect(platform.seen[0]?.headers['content-type']).to.equal('application/x-www-form-urlencoded');
  });

  it('gives back to a login the cookies it was given, also by a refusal', async () => {
    await using platform = await loopbackPlatform(json(401, {}, { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] }));
    const exchange = exchangeOf();
    const cookies = new LoginCookies();
    for (let n = 0; n < 2; n++) await exchange({ ...get(platform.url), cookies }, limits());
    expect(platform.seen.map(({ headers }) => headers.cookie)).to.deep.equal([undefined, 'a=1; b=2']);
  });

  it('uses one connection for one request after another', async () => {
    await using platform = await rawPlatform((socket) =>
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')),
    );
    const exchange = exchangeOf();
    await exchange(get(platform.url), limits());
    await exchange(get(platform.url), limits());
    expect(platform.connections()).to.equal(1);
  });

  it('takes a refused connection, a reset and a server that is not HTTP for no answer', async () => {
    let gone = '';
    {
      await using platform = await loopbackPlatform(silence);
      gone = platform.url;
    }
    expect(await codeOf(exchangeOf()(get(gone), limits()))).to.equal('ECONNREFUSED');
    await using resetting = await rawPlatform((socket) => socket.resetAndDestroy());
    expect(await codeOf(exchangeOf()(get(resetting.url), limits()))).to.equal('ECONNRESET');
    await using ssh = await rawPlatform((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(await codeOf(exchangeOf()(get(ssh.url), limits()))).to.match(/^HPE_/);
  });

  it('takes a change of the protocol for no answer', async () => {
    const change = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n';
    let closed: Promise<unknown> = Promise.resolve();
    await using platform = await rawPlatform((socket) => {
      closed = once(socket, 'close');
      socket.once('data', () => socket.write(change));
    });
    expect(await codeOf(exchangeOf()(get(platform.url), limits()))).to.equal('ECONNRESET');
    await closed;
  });

  it('gives up headers that are too large', async () => {
    await using platform = await loopbackPlatform(text(200, '{}', { 'x-large': 'x'.repeat(100_000) }));
    expect(await codeOf(exchangeOf()(get(platform.url), limits()))).to.equal('HPE_HEADER_OVERFLOW');
  });

  describe('its deadline', () => {
    const drip = (start: string) => (socket: Socket) => {
      socket.once('data', () => {
        socket.write(start);
        const timer = setInterval(() => socket.write(' '), 5);
        socket.once('close', () => clearInterval(timer));
      });
    };

    it('ends a request that is never answered', async () => {
      await using platform = await loopbackPlatform(silence);
      expect(await codeOf(exchangeOf()(get(platform.url), limits(50)))).to.equal('ETIMEDOUT');
    });

    it('ends a wait for a connection that nobody makes, and puts a late one to no use', async () => {
      await using platform = await loopbackPlatform(json(200, {}));
      const { late, agents } = lateAgents();
      const url = new URL(platform.url);
      expect(await codeOf(httpExchange({ agents })(get(url.href), limits(50)))).to.equal('ETIMEDOUT');
      const socket = connect(Number(url.port), url.hostname);
      await once(socket, 'connect');
      late(socket);
      agents.http.destroy();
      await once(socket, 'close');
      expect(platform.seen).to.have.length(0);
    });

    it('ends headers that trickle for ever', async () => {
      await using platform = await rawPlatform(drip('HTTP/1.1 200 OK\r\nx-drip: '));
      expect(await codeOf(exchangeOf()(get(platform.url), limits(50)))).to.equal('ETIMEDOUT');
    });

    it('ends a body that trickles for ever, and closes the connection', async () => {
      let closed: Promise<unknown> = Promise.resolve();
      await using platform = await rawPlatform((socket) => {
        socket.on('error', () => undefined); // a reset is an end like any other
        closed = new Promise((resolve) => socket.once('close', resolve));
        drip('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n')(socket);
      });
      expect(await codeOf(exchangeOf()(get(platform.url), limits(50)))).to.equal('ETIMEDOUT');
      await closed;
    });

    it('keeps the status of a refusal whose body trickles for ever', async () => {
      await using platform = await rawPlatform(drip('HTTP/1.1 401 Unauthorized\r\ncontent-length: 100000\r\n\r\n'));
      const { status, body } = await exchangeOf()(get(platform.url), limits(50));
      expect([status, body]).to.deep.equal([401, { fault: 'cut short or damaged' }]);
    });
  });

  it('rejects with the reason of the signal, also in the middle of a body', async () => {
    const owner = new AbortController();
    await using platform = await rawPlatform((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{', () =>
          setImmediate(() => owner.abort('enough')),
        );
      }),
    );
    expect(await failureOf(exchangeOf()(get(platform.url), limits(5_000, owner.signal)))).to.equal('enough');
  });

  it('rejects with the reason of the signal while it waits for a connection', async () => {
    const owner = new AbortController();
    const { agents } = lateAgents();
    const ended = failureOf(httpExchange({ agents })(get('http://127.0.0.1:9'), limits(5_000, owner.signal)));
    owner.abort('enough');
    expect(await ended).to.equal('enough');
  });

  it('leaves no listener on a signal that outlives many requests', async () => {
    const owner = new AbortController();
    let listeners = 0;
    const { signal } = owner;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...all: Parameters<typeof add>): void => (listeners++, add(...all));
    signal.removeEventListener = (...all: Parameters<typeof remove>): void => (listeners--, remove(...all));
    await using platform = await loopbackPlatform(json(200, {}));
    const exchange = exchangeOf();
    for (let n = 0; n < 3; n++) await exchange(get(platform.url), limits(5_000, signal));
    expect(listeners).to.equal(0);
  });

  it('does not follow a redirect', async () => {
    await using elsewhere = await loopbackPlatform(json(200, {}));
    await using platform = await loopbackPlatform(text(302, 'moved', { location: elsewhere.url }));
    const { status } = await exchangeOf()(get(platform.url), limits());
    expect([status, platform.seen.length, elsewhere.seen.length]).to.deep.equal([302, 1, 0]);
  });

  describe('its limits on bodies', () => {
    const gzip =
      (body: Buffer, encoding: string): Reply =>
      (response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(body);

    it('reads a compressed body', async () => {
      await using platform = await loopbackPlatform(gzip(gzipSync('{"a":1}'), 'gzip'));
      expect((await exchangeOf()(get(platform.url), limits())).body).to.deep.equal({ text: '{"a":1}' });
    });

    it('reads a body that brotli has compressed, and an empty one that calls itself compressed', async () => {
      await using platform = await loopbackPlatform(
        gzip(brotliCompressSync('{"a":1}'), 'br'),
        gzip(Buffer.alloc(0), 'gzip'),
      );
      const exchange = exchangeOf();
      expect((await exchange(get(platform.url), limits())).body).to.deep.equal({ text: '{"a":1}' });
      expect((await exchange(get(platform.url), limits())).body).to.deep.equal({ text: '' });
    });

    it('asks for the encodings that it reads, and for no other', async () => {
      await using platform = await loopbackPlatform(gzip(deflateSync('{}'), 'deflate'));
      const { body } = await exchangeOf()(get(platform.url), limits());
      expect(body).to.deep.equal({ fault: 'in an encoding that nobody asked for' });
      expect(platform.seen[0]?.headers['accept-encoding']).to.equal('gzip, br');
    });

    it('stops a bomb at 1 MiB of decoded text', async () => {
      await using platform = await loopbackPlatform(
        gzip(gzipSync(Buffer.alloc(200_000_000, 32), { level: 1 }), 'gzip'),
      );
      const before = process.memoryUsage().rss;
      expect((await exchangeOf()(get(platform.url), limits())).body).to.deep.equal({ fault: 'larger than 1 MiB' });
      expect(process.memoryUsage().rss - before).to.be.below(50_000_000);
    }).timeout(20_000);

    for (const encoding of ['gzip, gzip', Array(50).fill('gzip').join(', '), 'compress', 'x-unknown']) {
      it(`refuses the encoding ${encoding.slice(0, 20)}`, async () => {
        await using platform = await loopbackPlatform(gzip(gzipSync(gzipSync('{}')), encoding));
        const { body } = await exchangeOf()(get(platform.url), limits());
        expect(body).to.deep.equal({ fault: 'in an encoding that nobody asked for' });
      });
    }

    for (const [name, answer] of [
      ['is shorter than it says', 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"a":'],
      ['ends within a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{"a":'],
      ['is damaged gzip', 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 9\r\n\r\nnot gzip!'],
      ['is not UTF-8', Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n"\xff"', 'latin1')],
    ] as const) {
      it(`notices a body that ${name}`, async () => {
        await using platform = await rawPlatform((socket) => socket.once('data', () => socket.end(answer)));
        expect((await exchangeOf()(get(platform.url), limits())).body).to.deep.equal({ fault: 'cut short or damaged' });
      });
    }

    it('notices chunks that are not chunks', async () => {
      const answer = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}';
      await using platform = await rawPlatform((socket) => socket.once('data', () => socket.end(answer)));
      expect((await exchangeOf()(get(platform.url), limits())).body).to.have.property('fault');
    });
  });

  describe('a kept connection that the server closes as it is picked up', () => {
    const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

    it('is replaced once, silently', async () => {
      await using platform = await rawPlatform((socket, nth) => {
        let requests = 0;
        socket.on('data', () => (nth === 1 && ++requests === 2 ? socket.destroy() : socket.write(OK)));
      });
      const exchange = exchangeOf();
      await exchange(get(platform.url), limits());
      expect((await exchange(get(platform.url), limits())).status).to.equal(200);
      expect(platform.connections()).to.equal(2);
    });

    it('is not replaced a second time', async () => {
      await using platform = await rawPlatform((socket, nth) => {
        let requests = 0;
        socket.on('data', () => (nth > 1 || ++requests === 2 ? socket.destroy() : socket.write(OK)));
      });
      const exchange = exchangeOf();
      await exchange(get(platform.url), limits());
      expect(await codeOf(exchange(get(platform.url), limits()))).to.equal('ECONNRESET');
      expect(platform.connections()).to.equal(2);
    });
  });

  describe('over TLS', () => {
    let folder = '';
    let ca = '';
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
      const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
      const request = [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
      ];
      execFileSync('openssl', [...request, ...subject, ...files], { stdio: 'ignore' });
      ca = readFileSync(join(folder, 'cert.pem'), 'utf8');
    });
    after(() => rmSync(folder, { recursive: true }));

    const tlsPlatform = async (): Promise<
      Pick<LoopbackPlatform, 'url'> & AsyncDisposable & { requests: () => number }
    > => {
      let requests = 0;
      const server = createTlsServer({ cert: ca, key: readFileSync(join(folder, 'key.pem')) }, (_, response) => {
        requests++;
        response.end('{}');
      });
      server.on('tlsClientError', () => undefined);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return {
        url: `https://localhost:${(server.address() as AddressInfo).port}`,
        requests: () => requests,
        async [Symbol.asyncDispose]() {
          server.closeAllConnections();
          server.close();
          await once(server, 'close');
        },
      };
    };

    it('talks to a server whose authority is trusted', async () => {
      await using platform = await tlsPlatform();
      expect((await exchangeOf(ca)(get(platform.url), limits())).status).to.equal(200);
    });

    it('sends nothing to a server whose certificate is unknown, even if the environment says otherwise', async () => {
      await using platform = await tlsPlatform();
      const saved = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
      try {
        expect(await codeOf(exchangeOf()(get(platform.url), limits()))).to.equal('DEPTH_ZERO_SELF_SIGNED_CERT');
      } finally {
        if (saved === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
        else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = saved;
      }
      expect(platform.requests()).to.equal(0);
    });

    it('sends nothing to a server with the certificate of another host', async () => {
      await using platform = await tlsPlatform();
      const url = platform.url.replace('localhost', '127.0.0.1');
      expect(await codeOf(exchangeOf(ca)(get(url), limits()))).to.equal('ERR_TLS_CERT_ALTNAME_INVALID');
      expect(platform.requests()).to.equal(0);
    });

    it('gives up a handshake that never ends', async () => {
      await using platform = await rawPlatform(() => undefined);
      expect(await codeOf(exchangeOf()(get(platform.url.replace('http', 'https')), limits(50)))).to.equal('ETIMEDOUT');
    });
  });
});
