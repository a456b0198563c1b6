import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ContentError, RequestRefusedError, RequestTimeoutError, ThrottledError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { WebSocket } from 'ws';
import { dialled, opened } from './testing/dialled.js';
import { notification, onRequest, parsed, platformServer, response } from './testing/platform-server.js';
import { closeFrame, frame, Opcode, upgrading } from './testing/raw-server.js';
import { Recorder } from './testing/recorder.js';
import { webSocket } from './web-socket.js';

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('It was answered.');
    },
    (error: unknown) => error,
  );

describe('MessagingSocket', () => {
  describe('frames', () => {
    it('hands over notifications in the order of the wire, and counts what it cannot read', async () => {
      const odd = [
        '',
        'null',
        '[]',
        '42',
        '"x"',
        '{',
        '{}',
        '{"kind":"resp"}',
        response('77'),
        '{"kind":"notification"}',
      ];
      await using server = await platformServer((socket) => {
        socket.send(notification({ n: 1 }));
        for (const text of odd) socket.send(text);
        socket.send(Buffer.from(notification()), { binary: true });
        socket.send(notification(JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`)));
        socket.send(notification({ n: 2 }));
      });
      const { socket, seen } = dialled(server.url);
      await seen.seen('notified', 2);
      expect(seen.notifications.map(({ body }) => body['n'])).to.deep.equal([1, 2]);
      expect(seen.oddities).to.deep.equal([
        ...odd.map((text) => (text === response('77') ? 'unknown-answer' : 'malformed-frame')),
        'binary-frame',
        'deep-frame',
      ]);
      socket.terminate();
    });

    it('gathers what one turn of the loop sends, microtasks included, and lets it go right after', async () => {
      const asked: string[] = [];
      await using server = await platformServer((socket) =>
        onRequest(socket, ({ type }, answer) => {
          asked.push(type);
          answer(200);
        }),
      );
      const { socket } = await opened(server.url);
      const first = socket.request({ type: 'a', body: {} });
      const gathered = socket.buffered;
      await Promise.resolve();
      const second = socket.request({ type: 'b', body: {} });
      expect(gathered).to.be.above(0);
      expect(socket.buffered).to.be.above(gathered);
      await new Promise<void>((resolve) => process.nextTick(resolve));
      expect(socket.buffered).to.equal(0);
      await Promise.all([first, second]);
      expect(asked).to.deep.equal(['a', 'b']);
      socket.terminate();
    });

    it('knows when anything arrived last, a pong included', async () => {
      let now = 100;
      await using server = await platformServer((socket) =>
        socket.on('message', () => {
          now = 200;
          socket.ping();
        }),
      );
      const { socket, seen } = dialled(server.url, {}, { clock: { now: () => now } });
      expect(socket.lastInbound).to.equal(undefined);
      await seen.seen('opened');
      void socket.request({ type: 'x', body: {} }).catch(() => undefined);
      while ((socket.lastInbound ?? 0) < 200) await new Promise(setImmediate);
      expect(socket.lastInbound).to.equal(200);
      socket.terminate();
    });

    it('lets no frame reach a prototype', async () => {
      await using server = await platformServer((socket) =>
        socket.send(
          '{"kind":"notification","type":"n","body":{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}}',
        ),
      );
      const { socket, seen } = dialled(server.url);
      await seen.seen('notified');
      expect(Reflect.get({}, 'x')).to.equal(undefined);
      expect(Reflect.get(seen.notifications[0]?.body ?? {}, 'x')).to.equal(undefined);
      socket.terminate();
    });

    it('keeps text to the byte, also where fragments cut a character and pings come between', async () => {
      const text = 'a\u0000b\u2028c😀\r\n\u001b[31m';
      const bytes = Buffer.from(`{"kind":"notification","type":"n","body":{"text":${JSON.stringify(text)}}}`);
      const cut = bytes.indexOf(Buffer.from('😀')) + 2;
      await using server = await upgrading((connection) => {
        connection.write(frame(Opcode.text, bytes.subarray(0, cut), { fin: false }));
        connection.write(frame(Opcode.ping, 'between'));
        connection.write(frame(Opcode.continuation, bytes.subarray(cut)));
      });
      const { socket, seen } = dialled(server.url);
      await seen.seen('notified');
      expect(seen.notifications[0]?.body['text']).to.equal(text);
      socket.terminate();
    });

    it('answers a thousand pings that came in one segment', async () => {
      await using server = await upgrading((connection) => {
        connection.write(Buffer.concat(Array.from({ length: 1_000 }, () => frame(Opcode.ping, 'x'))));
        connection.write(frame(Opcode.text, notification()));
      });
      const { socket, seen } = dialled(server.url);
      await seen.seen('notified');
      expect(seen.calls).to.deep.equal(['opened', 'notified']);
      socket.terminate();
    });

    it('hands over all messages that came in one segment with the close frame', async () => {
      const message = frame(Opcode.text, notification());
      await using server = await upgrading((connection) =>
        connection.end(Buffer.concat([message, message, message, closeFrame(1012, 'restart')])),
      );
      const { seen } = dialled(server.url);
      expect(await seen.end()).to.include({ cause: 'closed', code: 1012, reason: 'restart' });
      expect(seen.calls).to.deep.equal(['opened', 'notified', 'notified', 'notified', 'closed']);
    });

    it('outlives a listener that throws', async () => {
      await using server = await platformServer((socket) => {
        socket.send(notification());
        socket.send(notification());
      });
      const seen = new (class extends Recorder {
        override opened(): void {
          super.opened();
          throw new Error('opened');
        }
        override notified(): void {
          super.notified({ kind: 'notification', type: '', body: {} });
          throw new Error('notified');
        }
        override closed(end: Parameters<Recorder['closed']>[0]): void {
          super.closed(end);
          throw new Error('closed');
        }
      })();
      const timings = { open: 5_000, response: 1, close: 1, idle: 9_000, pong: 9_000, probe: 9_000, keepAlive: 9_000 };
      const socket = webSocket().open({ url: server.url, timings, clockRequest: '.GetClock' }, seen);
      await seen.seen('notified', 2);
      expect(seen.oddities).to.deep.equal(['listener-failed', 'listener-failed', 'listener-failed']);
      socket.terminate();
      await seen.end();
    });
  });

  describe('requests', () => {
    it('carries type, body, headers and metadata, and resolves with the body of the answer', async () => {
      const received: unknown[] = [];
      await using server = await platformServer((socket) => {
        socket.on('message', (data) => received.push(parsed(data)));
        onRequest(socket, (_, answer) => answer(200, { sequence: 4 }));
      });
      const { socket } = await opened(server.url);
      const request = { type: '.x', body: { a: 1 }, headers: [{ type: 'h' }], metadata: [{ type: 'm' }] };
      expect(await socket.request(request)).to.deep.equal({ sequence: 4 });
      await socket.request({ type: '.y', body: undefined });
      expect(received).to.deep.equal([
        { kind: 'req', id: '1', ...request },
        { kind: 'req', id: '2', type: '.y', body: {} },
      ]);
      socket.terminate();
    });

    it('matches answers out of order, and lets the first of two win', async () => {
      await using server = await platformServer((socket) => {
        const ids: string[] = [];
        onRequest(socket, ({ id }) => {
          if (ids.push(id) < 3) return;
          for (const reqId of ids.reverse()) socket.send(response(reqId, 200, reqId));
          for (const reqId of ids) socket.send(response(reqId, 200, 'again'));
        });
      });
      const { socket, seen } = await opened(server.url);
      const answers = await Promise.all([1, 2, 3].map(() => socket.request({ type: '.x', body: {} })));
      expect(answers).to.deep.equal(['1', '2', '3']);
      await seen.seen('oddity', 3);
      expect(seen.oddities).to.deep.equal(['duplicate-answer', 'duplicate-answer', 'duplicate-answer']);
      socket.terminate();
    });

    it('rejects with a typed error that does not repeat what the platform said', async () => {
      await using server = await platformServer((socket) =>
        onRequest(socket, ({ type }, answer) => answer(Number(type.slice(1)), { msg: 'canary' })),
      );
      const { socket } = await opened(server.url);
      const refused = await failureOf(socket.request({ type: '.400', body: {} }));
      expect(refused).to.be.instanceOf(RequestRefusedError).and.include({ status: 400, requestType: '.400' });
      expect(await failureOf(socket.request({ type: '.429', body: {} }))).to.be.instanceOf(ThrottledError);
      expect(String(refused)).not.to.include('canary');
      socket.terminate();
    });

    it('times out, and counts the late answer', async () => {
      await using server = await platformServer((socket) => {
        let first: string | undefined;
        onRequest(socket, ({ id }, answer) => {
          if (first !== undefined) socket.send(response(first));
          first ??= id;
          if (first !== id) answer(200);
        });
      });
      const { socket, seen } = await opened(server.url);
      const slow = await failureOf(socket.request({ type: '.slow', body: {}, timeout: 20 }));
      expect(slow).to.be.instanceOf(RequestTimeoutError).and.include({ requestType: '.slow', sent: 'unknown' });
      await socket.request({ type: '.next', body: {} });
      expect(seen.oddities).to.deep.equal(['late-answer']);
      socket.terminate();
    });

    it('refuses a body that is not JSON, and sends nothing', async () => {
      await using server = await platformServer((socket) => onRequest(socket, ({ id }, answer) => answer(200, id)));
      const { socket } = await opened(server.url);
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      expect(await failureOf(socket.request({ type: '.x', body: circular }))).to.be.instanceOf(ContentError);
      expect(await failureOf(socket.request({ type: '.x', body: 1n }))).to.be.instanceOf(ContentError);
      expect(await socket.request({ type: '.x', body: {} })).to.equal('3');
      socket.terminate();
    });

    it('rejects at once, as surely not sent, when the socket is not open', async () => {
      await using server = await platformServer(() => {});
      const { socket, seen } = dialled(server.url);
      expect(await failureOf(socket.request({ type: '.x', body: {} }))).to.include({ sent: 'no' });
      await seen.seen('opened');
      socket.close();
      expect(await failureOf(socket.request({ type: '.x', body: {} }))).to.include({ sent: 'no' });
      await seen.end();
      expect(await failureOf(socket.request({ type: '.x', body: {} }))).to.include({ sent: 'no' });
    });

    it('tells a listener what became of its request, never within the call', async () => {
      await using server = await platformServer((socket) =>
        onRequest(socket, ({ type }, answer) => answer(type === 'good' ? 200 : 400, { of: type })),
      );
      const { socket } = await opened(server.url);
      const heard: unknown[] = [];
      const ask = (type: string, body: unknown = {}): Promise<void> =>
        new Promise((resolve) => {
          let returned = false;
          const hear = (what: unknown): void => resolve(void heard.push(returned ? what : 'within the call'));
          socket.ask?.({ type, body }, { answered: hear, failed: ({ name }) => hear(name) });
          returned = true;
        });
      const asked = [ask('unwritable', 1n), ask('good'), ask('bad')];
      await Promise.all(asked);
      expect(heard).to.deep.equal(['ContentError', { of: 'good' }, 'RequestRefusedError']);
      socket.terminate();
      heard.length = 0;
      await ask('late');
      expect(heard).to.deep.equal(['ConnectionLostError']);
    });

    it('goes on, and counts it, when a listener throws at its answer', async () => {
      await using server = await platformServer((socket) => onRequest(socket, (_, answer) => answer(200)));
      const { socket, seen } = await opened(server.url);
      const thrown = (): never => {
        throw new Error('by the listener');
      };
      socket.ask?.({ type: 'x', body: {} }, { answered: thrown, failed: thrown });
      await socket.request({ type: 'y', body: {} });
      expect(seen.oddities).to.deep.equal(['listener-failed']);
      socket.terminate();
    });

    it('ends five thousand open requests at once when the connection is cut', async () => {
      await using server = await upgrading(() => {});
      const { socket, seen } = await opened(server.url);
      const failures = Array.from({ length: 5_000 }, () => failureOf(socket.request({ type: '.x', body: {} })));
      server.connections[0]?.resetAndDestroy();
      const ended = seen.end();
      expect(await failures[0]).to.include({ code: 'CONNECTION_LOST', sent: 'unknown' });
      const nextTurn = new Promise((resolve) => setImmediate(resolve, 'later'));
      expect(await Promise.race([Promise.all(failures), nextTurn])).not.to.equal('later');
      expect(await ended).to.include({ cause: 'ECONNRESET', code: 1006 });
    });
  });

  describe('the end', () => {
    const cuts: readonly (readonly [string, (server: WebSocket) => void, object])[] = [
      ['4401', (server) => server.close(4401, 'token'), { code: 4401, reason: 'token' }],
      ['1000', (server) => server.close(1000), { code: 1000 }],
      ['no code', (server) => server.close(), { code: 1005 }],
      ['no close frame', (server) => server.terminate(), { code: 1006 }],
    ];
    for (const [name, cut, facts] of cuts) {
      it(`tells the code of the peer: ${name}`, async () => {
        await using server = await platformServer((socket) => cut(socket));
        const { seen } = dialled(server.url);
        expect(await seen.end()).to.include({ cause: 'closed', ...facts });
        expect(seen.calls).to.deep.equal(['opened', 'closed']);
      });
    }

    it('keeps the reason of the peer out of the error', async () => {
      await using server = await platformServer((socket) => socket.close(1008, 'canary-bearer'));
      const end = await dialled(server.url).seen.end();
      expect(end.reason).to.equal('canary-bearer');
      expect(`${end.error.message} ${String(end.error.cause)}`).not.to.include('canary');
    });

    it('closes with the code it is told, once', async () => {
      const codes: number[] = [];
      await using server = await platformServer((socket) => socket.on('close', (code) => codes.push(code)));
      const { socket, seen } = await opened(server.url);
      socket.close(1001);
      socket.close();
      expect(seen.calls).to.deep.equal(['opened']);
      expect(await seen.end()).to.include({ cause: 'closed', code: 1001 });
      socket.close();
      socket.terminate();
      expect(codes).to.deep.equal([1001]);
      expect(seen.ends).to.have.length(1);
    });

    it('terminates a peer that does not answer the close frame', async () => {
      await using server = await upgrading(() => {});
      const { socket, seen } = await opened(server.url, { close: 60 });
      socket.close();
      expect(await seen.end()).to.include({ cause: 'closed', code: 1006 });
    });

    it('terminates a peer that leaves without reading what was sent to it', async () => {
      await using server = await upgrading((connection) => {
        connection.on('data', () => {}).pause();
        setImmediate(() => connection.end());
      });
      const { socket, seen } = await opened(server.url, { close: 60 });
      const failure = failureOf(socket.request({ type: '.x', body: 'x'.repeat(30_000_000) }));
      expect(await seen.end()).to.include({ code: 1006 });
      expect(await failure).to.include({ sent: 'unknown' });
    });

    it('ends a dial that is closed or terminated, in a later turn', async () => {
      await using server = await upgrading(() => {});
      for (const method of ['close', 'terminate'] as const) {
        const { socket, seen } = dialled(server.url);
        socket[method]();
        expect(seen.calls).to.deep.equal([]);
        expect(await seen.end())
          .to.include({ cause: 'closed' })
          .and.not.have.any.keys('code');
        expect(seen.calls).to.deep.equal(['closed']);
      }
    });

    it('hands over nothing after a termination, and fails what is open at once', async () => {
      await using server = await platformServer((socket) =>
        onRequest(socket, () => {
          for (let n = 0; n < 100; n++) socket.send(notification());
        }),
      );
      const { socket, seen } = await opened(server.url);
      const failure = failureOf(socket.request({ type: '.x', body: {} }));
      await seen.seen('notified');
      socket.terminate();
      const { length } = seen.notifications;
      expect(await failure).to.include({ sent: 'unknown' });
      await seen.end();
      expect(seen.notifications).to.have.length(length);
    });

    it('counts nothing of what came in one segment with the message that made it terminate', async () => {
      await using server = await upgrading((connection) =>
        connection.write(
          Buffer.concat(
            [notification(), notification(), response('9'), 'junk'].map((text) => frame(Opcode.text, text)),
          ),
        ),
      );
      const { socket, seen } = dialled(server.url);
      seen.calling('notified', () => socket.terminate());
      await seen.end();
      expect(seen.calls).to.deep.equal(['opened', 'notified', 'closed']);
    });

    it('still takes answers, but no notifications, after its own close', async () => {
      await using server = await upgrading((connection) =>
        connection.once('data', () =>
          setImmediate(() =>
            connection.end(
              Buffer.concat([frame(Opcode.text, notification()), frame(Opcode.text, response('1')), closeFrame(1000)]),
            ),
          ),
        ),
      );
      const { socket, seen } = await opened(server.url);
      const answer = socket.request({ type: '.x', body: {} });
      await Promise.resolve();
      socket.close();
      await answer;
      await seen.end();
      expect(seen.calls).to.deep.equal(['opened', 'closed']);
    });
  });

  describe('liveness', () => {
    const short = { idle: 60, pong: 60, probe: 60 };

    it('drops a connection that has gone silent both ways', async () => {
      await using server = await upgrading(() => {});
      const { socket, seen } = await opened(server.url, short);
      const failure = failureOf(socket.request({ type: '.x', body: {} }));
      expect(await seen.end()).to.include({ cause: 'silent', code: 1006 });
      expect(await failure).to.include({ code: 'CONNECTION_LOST', sent: 'unknown' });
    });

    it('lives by clock requests where pings are ignored', async () => {
      await using server = await platformServer(
        (socket) => onRequest(socket, (_, answer) => answer(200, { currentTime: Date.now() })),
        { autoPong: false },
      );
      const { socket, seen } = await opened(server.url, short);
      await seen.seen('clocked', 3);
      expect(seen.calls).not.to.include('closed');
      expect(Math.abs(seen.readings[0]?.offset ?? NaN)).to.be.below(1_000);
      socket.terminate();
    });

    it('lives by pings where clock requests are ignored', async () => {
      let pings = 0;
      const pinged = deferred();
      await using server = await platformServer((socket) => socket.on('ping', () => ++pings === 5 && pinged.resolve()));
      const { socket, seen } = await opened(server.url, short);
      await pinged.promise;
      expect(seen.calls).to.deep.equal(['opened']);
      socket.terminate();
    });

    it('counts the bytes of one huge slow frame as life', async () => {
      const drips = new Set<NodeJS.Timeout>();
      const message = frame(Opcode.text, notification({ text: 'x'.repeat(20) }));
      await using server = await upgrading((connection) => {
        let at = 0;
        drips.add(setInterval(() => connection.write(message.subarray(at, ++at)), 10));
      });
      const { socket, seen } = await opened(server.url, { idle: 150, pong: 50, probe: 50 });
      await seen.seen('notified');
      for (const drip of drips) clearInterval(drip);
      expect(seen.calls).to.deep.equal(['opened', 'notified']);
      socket.terminate();
    });

    it('is not judged in a pause', async () => {
      let asked = 0;
      const often = deferred();
      await using server = await platformServer((socket) => onRequest(socket, () => ++asked === 8 && often.resolve()));
      const { socket, seen } = await opened(server.url, { ...short, response: 30, keepAlive: 40 });
      socket.pause();
      const request = socket.request({ type: '.x', body: {} });
      await often.promise;
      expect(seen.calls).to.deep.equal(['opened']);
      socket.resume();
      expect(await failureOf(request)).to.be.instanceOf(RequestTimeoutError);
      socket.terminate();
    });

    it('asks for the clock while it is open', async () => {
      await using server = await platformServer((socket) =>
        onRequest(socket, ({ type }, answer) => answer(200, { currentTime: type === '.GetClock' ? Date.now() : 0 })),
      );
      const { socket, seen } = await opened(server.url, { keepAlive: 20 });
      await seen.seen('clocked', 2);
      expect(seen.readings[0]?.roundTrip).to.be.within(0, 5_000);
      socket.terminate();
    });
  });

  describe('back-pressure', () => {
    it('stops reading, so that the peer is held back, and loses nothing', async () => {
      const count = 2_000;
      const message = frame(Opcode.text, notification({ text: 'x'.repeat(20_000) }));
      await using server = await upgrading((connection) => {
        for (let n = 0; n < count; n++) connection.write(message);
      });
      const { socket, seen } = dialled(server.url);
      await seen.seen('notified');
      socket.pause();
      socket.pause();
      const [connection] = server.connections;
      const held = await settled(() => connection?.writableLength ?? 0);
      const paused = seen.notifications.length;
      expect(held).to.be.above(1_000_000);
      expect(paused).to.be.below(count / 2);
      socket.resume();
      await seen.seen('notified', count);
      socket.terminate();
    });

    it('can be paused before it is open', async () => {
      const sent = deferred();
      await using server = await platformServer((socket) => socket.send(notification(), () => sent.resolve()));
      const { socket, seen } = dialled(server.url);
      socket.pause();
      await seen.seen('opened');
      await sent.promise;
      socket.resume();
      await seen.seen('notified');
      socket.terminate();
    });

    it('closes cleanly out of a pause, handing over nothing of what was held back', async () => {
      await using server = await platformServer((socket) => {
        for (let n = 0; n < 100; n++) socket.send(notification({ text: 'x'.repeat(100_000) }));
      });
      const { socket, seen } = dialled(server.url);
      await seen.seen('notified');
      socket.pause();
      const { length } = seen.notifications;
      socket.close();
      expect(await seen.end()).to.include({ cause: 'closed', code: 1000 });
      expect(seen.notifications.length - length).to.be.below(5);
    });

    it('tells how many bytes wait for the network', async () => {
      await using server = await upgrading((connection) => void connection.on('data', () => {}).pause());
      const { socket, seen } = await opened(server.url);
      const failure = failureOf(socket.request({ type: '.x', body: 'x'.repeat(30_000_000) }));
      expect(socket.buffered).to.be.above(1_000_000);
      socket.terminate();
      await failure;
      await seen.end();
    });
  });

  it('keeps no process alive once it is closed', async () => {
    await using server = await platformServer(() => {});
    const program = fileURLToPath(new URL('./testing/short-life.js', import.meta.url));
    const child = spawn(process.execPath, [program, server.url], { stdio: 'ignore' });
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('leaves no handle behind after a thousand sockets', async () => {
    await using server = await platformServer(() => {});
    const handles = (): number => process.getActiveResourcesInfo().length;
    const round = async (): Promise<void> => {
      const { socket, seen } = await opened(server.url);
      socket.close();
      await seen.end();
    };
    await round();
    const before = handles();
    for (let n = 0; n < 100; n++) await Promise.all(Array.from({ length: 10 }, round));
    while (server.server.clients.size > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(handles()).to.be.at.most(before);
  });
});

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function deferred(): Deferred {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** Waits until a number has stayed the same for a hundred turns of the loop. */
async function settled(read: () => number): Promise<number> {
  let last = read();
  for (let same = 0; same < 100; same++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (read() !== last) same = 0;
    last = read();
  }
  return last;
}
