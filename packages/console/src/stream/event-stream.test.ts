import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Audience } from './audience.js';
import { EventStream } from './event-stream.js';

describe('A stream of events', () => {
  const watched: boolean[] = [];
  let audience: Audience;
  /** What the server waits for before it takes a client in. */
  let waiting: Promise<unknown> | undefined;
  const server = createServer((_, response) => {
    const stream = new EventStream(response);
    const admit = () => {
      stream.open({});
      audience.admit(stream);
    };
    if (waiting === undefined) admit();
    else void Promise.all([waiting, once(response, 'close')]).then(admit);
  });

  beforeEach(async () => {
    watched.length = 0;
    waiting = undefined;
    audience = new Audience(2, (isWatched) => watched.push(isWatched));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });

  const listener = async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'readable');
    return socket;
  };

  it('ends a client that does not read, instead of remembering everything for it', async () => {
    const socket = await listener();
    const big = { text: 'x'.repeat(100_000) };
    for (let n = 0; n < 400 && !audience.isEmpty; n += 1) {
      audience.tell({ event: 'big', data: big });
      await new Promise(setImmediate);
    }
    expect(audience.isEmpty, 'the client is gone').to.equal(true);
    socket.destroy();
  });

  it('tells when the first client has come and when the last one is gone', async () => {
    const [one, other] = [await listener(), await listener()];
    expect([audience.isFull, ...watched]).to.deep.equal([true, true]);
    one.destroy();
    other.destroy();
    while (!audience.isEmpty) await new Promise(setImmediate);
    expect(watched).to.deep.equal([true, false]);
  });

  it('keeps no place for a client that left before it was taken in', async () => {
    let come = (): void => undefined;
    waiting = new Promise<void>((resolve) => (come = resolve));
    const asked = once(server, 'request');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [, response] = (await asked) as [unknown, ServerResponse];
    const left = once(response, 'close');
    socket.destroy();
    await left;
    come();
    await new Promise(setImmediate);
    expect(audience.isEmpty).to.equal(true);
  });
});
