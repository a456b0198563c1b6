import { Agent } from 'node:http';
import { connect } from 'node:net';
import { ConfigurationError, ProtocolViolationError, UpgradeRefusedError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialled, opened } from './testing/dialled.js';
import { platformServer } from './testing/platform-server.js';
import { answering, closeFrame, frame, Opcode, rawServer, upgradeAnswer, upgrading } from './testing/raw-server.js';
import { webSocket } from './web-socket.js';

const http = (status: string, headers = '', body = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;

describe('webSocket', () => {
  describe('opening', () => {
    it('asks for no subprotocol and no compression', async () => {
      await using server = await platformServer(() => {});
      const asked = new Promise((resolve) =>
        server.server.once('connection', (_, request) => resolve(request.headers)),
      );
      const { socket } = await opened(server.url);
      expect(await asked).not.to.have.any.keys('sec-websocket-protocol', 'sec-websocket-extensions', 'authorization');
      socket.terminate();
    });

    it('dials through the agent it was given', async () => {
      await using server = await platformServer(() => {});
      const agent = new Agent();
      let dials = 0;
      const port = Number(new URL(server.url).port);
      Object.assign(agent, { createConnection: () => (dials++, connect(port, '127.0.0.1')) });
      const { socket, seen } = await opened('ws://platform.invalid/', {}, { agent });
      expect(dials).to.equal(1);
      socket.terminate();
      await seen.end();
    });

    it('gives up at the deadline, although bytes of the upgrade keep trickling in', async () => {
      const drips = new Set<NodeJS.Timeout>();
      await using server = await rawServer((connection) =>
        connection.once('data', (asked) => {
          const answer = upgradeAnswer(asked.toString('latin1'));
          let at = 0;
          drips.add(setInterval(() => connection.write(answer.charAt(at++)), 50));
        }),
      );
      const { seen } = dialled(server.url, { open: 300 });
      const end = await seen.end();
      for (const drip of drips) clearInterval(drip);
      expect(end).to.include({ cause: 'timeout' });
      expect(end).not.to.have.any.keys('code', 'status');
      expect(seen.calls).to.deep.equal(['closed']);
    });

    it('gives up at the deadline when nothing is answered at all', async () => {
      await using server = await rawServer(() => {});
      expect(await dialled(server.url, { open: 50 }).seen.end()).to.include({ cause: 'timeout' });
    });

    it('names the errno when nobody listens', async () => {
      const server = await rawServer(() => {});
      await server[Symbol.asyncDispose]();
      const end = await dialled(server.url).seen.end();
      expect(end.cause).to.equal('ECONNREFUSED');
      expect(end.error).to.include({ code: 'CONNECTION_LOST', transient: true, sent: 'no' });
    });
  });

  describe('a refused upgrade', () => {
    const refusals: readonly (readonly [string, string, object])[] = [
      ['401', http('401 Unauthorized', '', 'no'), { status: 401 }],
      ['403', http('403 Forbidden'), { status: 403 }],
      ['429 with seconds', http('429 Too Many Requests', 'Retry-After: 7\r\n'), { status: 429, retryAfter: 7_000 }],
      ['503 with an absurd wait', http('503 X', 'Retry-After: 999999999\r\n'), { status: 503, retryAfter: 600_000 }],
      ['a redirect', http('302 Found', 'Location: ws://127.0.0.1:9/\r\n'), { status: 302 }],
      ['a web page', http('200 OK', 'Content-Type: text/html\r\n', '<html>canary</html>'), { status: 200 }],
      ['a body without end', 'HTTP/1.1 503 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', { status: 503 }],
    ];
    for (const [name, answer, facts] of refusals) {
      it(`is told with its status: ${name}`, async () => {
        await using server = await answering(answer);
        const { seen } = dialled(server.url);
        const end = await seen.end();
        expect(end).to.include({ cause: 'refused', ...facts });
        expect(end.error).to.be.instanceOf(UpgradeRefusedError);
        expect(end.error.message).not.to.include('canary');
        expect(end).not.to.have.property('code');
        expect(server.connections).to.have.length(1);
      });
    }

    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
    const broken: readonly (readonly [string, string])[] = [
      ['an SSH banner', 'SSH-2.0-OpenSSH_9.2 canary\r\n'],
      ['a wrong accept key', `${upgrade}Sec-WebSocket-Accept: canary\r\n\r\n`],
      ['another upgrade', 'HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'],
      ['100 kB of headers', `HTTP/1.1 101 X\r\n${`X: ${'a'.repeat(1_000)}\r\n`.repeat(100)}\r\n`],
    ];
    for (const [name, answer] of broken) {
      it(`breaks the protocol: ${name}`, async () => {
        await using server = await answering(answer);
        const end = await dialled(server.url).seen.end();
        expect(end.cause).to.equal('violation');
        expect(end.error).to.be.instanceOf(ProtocolViolationError);
        expect(end.error.message).not.to.include('canary');
      });
    }

    for (const header of ['Sec-WebSocket-Protocol: chat', 'Sec-WebSocket-Extensions: permessage-deflate']) {
      it(`breaks the protocol: unasked ${header}`, async () => {
        await using server = await upgrading(() => {}, `${header}\r\n`);
        const { seen } = dialled(server.url);
        expect(await seen.end()).to.include({ cause: 'violation' });
        expect(seen.calls).to.deep.equal(['closed']);
      });
    }
  });

  describe('an illegal frame', () => {
    const text = (payload: string | Uint8Array, traits = {}): Buffer => frame(Opcode.text, payload, traits);
    const illegal: readonly (readonly [string, Buffer])[] = [
      ['a masked one', text('{}', { masked: true })],
      ['reserved bit 1', text('{}', { reserved: 0x40 })],
      ['reserved bit 2', text('{}', { reserved: 0x20 })],
      ['reserved bit 3', text('{}', { reserved: 0x10 })],
      ['opcode 3', frame(3, '{}')],
      ['opcode 11', frame(11, '{}')],
      ['a ping of 126 bytes', frame(Opcode.ping, 'x'.repeat(126))],
      ['a cut ping', frame(Opcode.ping, '', { fin: false })],
      ['a continuation of nothing', frame(Opcode.continuation, 'x')],
      ['a message within a message', Buffer.concat([text('{', { fin: false }), text('}')])],
      ['close code 999', closeFrame(999)],
      ['close code 1006', closeFrame(1006)],
      ['close code 1015', closeFrame(1015)],
      ['close code 5000', closeFrame(5000)],
      ['a declared length of 200 MB', text('', { declared: 200_000_000 })],
      ['1 MiB and one byte', text('', { declared: 1_048_577 })],
      ['130,000 fragments', Buffer.concat([text('x', { fin: false }), ...many(130_000)])],
      ['invalid UTF-8', text(Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
    ];
    for (const [name, bytes] of illegal) {
      it(`ends the socket with a typed error: ${name}`, async () => {
        await using server = await upgrading((connection) => {
          connection.write(bytes);
          connection.once('end', () => connection.end());
        });
        const { socket, seen } = dialled(server.url);
        await seen.seen('opened');
        const pending = socket.request({ type: '.x', body: {} }).catch((error: unknown) => error);
        const end = await seen.end();
        expect(end).to.include({ cause: 'violation', code: 1006 });
        expect(end.error).to.be.instanceOf(ProtocolViolationError);
        expect(await pending).to.include({ code: 'CONNECTION_LOST' });
        expect(seen.calls).to.deep.equal(['opened', 'closed']);
      });
    }

    it('obeys the limits it was given', async () => {
      await using server = await platformServer((socket) => socket.send('x'.repeat(101)));
      expect(await dialled(server.url, {}, { maxPayload: 100 }).seen.end()).to.include({ cause: 'violation' });
    });
  });

  describe('a dial that cannot begin', () => {
    for (const url of ['nonsense/canary', 'http://127.0.0.1/canary', 'ws://127.0.0.1/#canary']) {
      it(`ends in a later turn, without quoting the address ${url}`, async () => {
        const { socket, seen } = dialled(url);
        expect(seen.calls).to.deep.equal([]);
        const end = await seen.end();
        expect(end.cause).to.equal('configuration');
        expect(end.error).to.be.instanceOf(ConfigurationError);
        expect(JSON.stringify([end.error.message, String(end.error.cause)])).not.to.include('canary');
        expect(await socket.request({ type: '.x', body: {} }).catch((error: unknown) => error)).to.include({
          sent: 'no',
        });
        socket.pause();
        socket.resume();
        socket.close();
        socket.terminate();
        expect(seen.calls).to.deep.equal(['closed']);
      });
    }
  });

  for (const limit of ['maxPayload', 'maxFragments', 'maxDepth']) {
    for (const value of [0, -1, 1.5, NaN, Infinity]) {
      it(`refuses ${limit} ${value}`, () => {
        expect(() => webSocket({ [limit]: value })).to.throw(ConfigurationError, limit);
      });
    }
  }
});

function* many(count: number): Generator<Buffer> {
  for (let n = 0; n < count; n++) yield frame(Opcode.continuation, 'x', { fin: false });
}
