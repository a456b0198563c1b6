import { ConnectionLostError, RequestRefusedError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { notification, onRequest, platformServer } from './testing/platform-server.js';
import { Recorder } from './testing/recorder.js';
import { webSocket } from './web-socket.js';

const timings = {
  open: 5_000,
  response: 5_000,
  close: 300,
  idle: 10_000,
  pong: 5_000,
  probe: 5_000,
  keepAlive: 30_000,
};
const greeting = { type: 'Hello', body: undefined, headers: [{ type: 'who' }] };

const greet = (url: string, short: Partial<typeof timings> = {}) => {
  const seen = new Recorder();
  const target = { url, timings: { ...timings, ...short }, clockRequest: 'Clock', greeting };
  return { socket: webSocket().open(target, seen), seen };
};

describe('A socket with a greeting', () => {
  it('is open once the greeting was answered, and sends nothing else before', async () => {
    const asked: string[] = [];
    let answered = false;
    await using server = await platformServer((socket) =>
      onRequest(socket, ({ type }, answer) => {
        asked.push(answered ? type : `early ${type}`);
        if (type !== 'Hello') return answer(200, 'late');
        socket.send(notification());
        // Longer than it takes to ask for the clock.
        setTimeout(() => {
          answered = true;
          answer(200);
        }, 60);
      }),
    );
    const { socket, seen } = greet(server.url, { keepAlive: 10, idle: 5, pong: 5, probe: 5 });
    const early = await socket.request({ type: 'early', body: {} }).catch((error: unknown) => error);
    expect(early).to.be.instanceOf(ConnectionLostError).and.include({ sent: 'no' });
    await seen.seen('opened');
    expect(seen.calls, 'what came before the answer is not for it').to.deep.equal(['opened']);
    expect(await socket.request({ type: 'next', body: {} })).to.equal('late');
    expect(asked.filter((type) => type.startsWith('early'))).to.deep.equal(['early Hello']);
    socket.terminate();
  });

  for (const [code, status] of [
    [401, 401],
    [503, 503],
    [429, 429],
  ]) {
    it(`ends as at a refused upgrade when the greeting is refused with ${code}`, async () => {
      await using server = await platformServer((socket) => onRequest(socket, (_, answer) => answer(code ?? 0)));
      const { seen } = greet(server.url);
      expect(await seen.end()).to.include({ cause: 'refused', status });
      expect(seen.calls).to.deep.equal(['closed']);
    });
  }

  it('tells who refused, and nothing of what the greeting held', async () => {
    await using server = await platformServer((socket) => onRequest(socket, (_, answer) => answer(401, 'who')));
    const { error } = await greet(server.url).seen.end();
    expect(error).to.be.instanceOf(RequestRefusedError);
    expect(error.message).to.include('Hello').and.not.to.include('who');
  });

  it('tells the close code of a platform that closes in place of an answer', async () => {
    await using server = await platformServer((socket) => onRequest(socket, () => socket.close(4407)));
    const { seen } = greet(server.url);
    expect(await seen.end()).to.include({ cause: 'closed', code: 4407 });
    expect(seen.calls).to.deep.equal(['closed']);
  });

  it('gives up when upgrade and greeting together take too long', async () => {
    await using server = await platformServer(() => undefined);
    const { seen } = greet(server.url, { open: 50 });
    expect(await seen.end()).to.include({ cause: 'timeout' });
    expect(seen.calls).to.deep.equal(['closed']);
  });

  it('hands over what comes right behind the answer', async () => {
    await using server = await platformServer((socket) =>
      onRequest(socket, (_, answer) => {
        answer(200);
        socket.send(notification());
      }),
    );
    const { socket, seen } = greet(server.url);
    await seen.seen('notified');
    expect(seen.calls).to.deep.equal(['opened', 'notified']);
    socket.terminate();
  });

  it('reads the answer also when it was paused before', async () => {
    await using server = await platformServer((socket) =>
      onRequest(socket, (_, answer) => {
        answer(200);
        socket.send(notification());
      }),
    );
    const { socket, seen } = greet(server.url);
    socket.pause();
    await seen.seen('opened');
    socket.resume();
    await seen.seen('notified');
    socket.terminate();
  });

  it('can be given up while it greets', async () => {
    let asked: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => (asked = resolve));
    await using server = await platformServer((socket) => onRequest(socket, () => asked?.()));
    const { socket, seen } = greet(server.url);
    await waiting;
    socket.close();
    expect((await seen.end()).cause).to.equal('closed');
    expect(seen.calls).to.deep.equal(['closed']);
  });
});
