import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { listen } from '../listen.js';
import { startToxicProxy } from './start-toxic-proxy.js';
import { ToxicError } from './toxic-error.js';
import type { ToxicProxy } from './toxic-proxy.js';
import type { Toxics } from './toxics.js';

/** Lets the event loop turn until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

class Peer {
  readonly heard: Buffer[] = [];
  outcome: string | undefined;

  constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => this.heard.push(bytes));
    socket.on('end', () => (this.outcome ??= 'FIN'));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.outcome ??= error.code));
  }

  get text(): string {
    return Buffer.concat(this.heard).toString('latin1');
  }

  hears = (text: string): Promise<void> => until(() => this.text === text);
  ends = (how: string): Promise<void> => until(() => this.outcome === how);
}

describe('ToxicProxy', () => {
  let clock: sinon.SinonFakeTimers;
  let server: Server;
  let target: { readonly port: number };
  let served: Peer[];
  let proxy: ToxicProxy;

  beforeEach(async () => {
    served = [];
    server = createServer((socket) => served.push(new Peer(socket)));
    target = { port: await listen(server, { port: 0, host: '127.0.0.1' }) };
    proxy = await startToxicProxy({ target, seed: 1 });
    // The proxy reads these and nothing else of time; the sockets below it do not.
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(async () => {
    await proxy.close();
    expect(clock.countTimers()).to.equal(0);
    clock.restore();
    for (const { socket } of served) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A client, and the far end of its connection. */
  async function connected(): Promise<readonly [client: Peer, far: Peer]> {
    const before = served.length;
    const client = new Peer(connect({ port: proxy.port, host: '127.0.0.1' }));
    await until(() => served.length > before);
    const [far] = served.slice(-1);
    if (far === undefined) throw new Error('nobody came');
    return [client, far];
  }

  const waits = () => until(() => clock.countTimers() > 0);

  it('passes everything on, ends included', async () => {
    const [client, far] = await connected();
    client.socket.write('hello');
    await far.hears('hello');
    far.socket.write('you too');
    await client.hears('you too');
    client.socket.end();
    await far.ends('FIN');
    await until(() => proxy.counts.open === 0);
    expect(proxy.counts).to.deep.equal({ accepted: 1, refused: 0, blackholed: 0, open: 0, up: 5, down: 7 });
  });

  it('delays by latency, and changes that under a live connection', async () => {
    const [client, far] = await connected();
    proxy.down = { latency: 100 };
    far.socket.write('late');
    await waits();
    clock.tick(99);
    expect(proxy.counts.down).to.equal(0);
    clock.tick(1);
    await client.hears('late');
    proxy.down = {};
    far.socket.write('!');
    await client.hears('late!');
  });

  it('varies by jitter, the same way for the same seed, and keeps the order', async () => {
    const delays: number[] = [];
    for (const seed of [5, 5]) {
      await proxy.close();
      proxy = await startToxicProxy({ target, seed });
      const [client, far] = await connected();
      proxy.down = { latency: 500, jitter: 200 };
      far.socket.write('a');
      await waits();
      const before = clock.now;
      while (proxy.counts.down === 0) clock.tick(1);
      delays.push(clock.now - before);
      await client.hears('a');
    }
    expect(delays[0]).to.be.within(300, 701);
    expect(delays[1]).to.equal(delays[0]);
  });

  it('limits the bandwidth', async () => {
    const [client, far] = await connected();
    proxy.up = { bandwidth: 1_000 };
    client.socket.write('x'.repeat(1_000));
    await waits();
    clock.tick(500);
    expect(proxy.counts.up).to.be.within(480, 540);
    clock.tick(500);
    await far.hears('x'.repeat(1_000));
  });

  it('slices', async () => {
    const [client, far] = await connected();
    proxy.down = { slicer: { size: 1, delay: 10 } };
    far.socket.write('abc');
    for (const part of ['a', 'ab', 'abc']) {
      await client.hears(part);
      clock.tick(10);
    }
    expect(client.heard).to.have.lengthOf(3);
  });

  it('is a black hole both ways, and lets what waited pass when it heals', async () => {
    const [client, far] = await connected();
    proxy.up = { timeout: 0 };
    proxy.down = { timeout: 0 };
    client.socket.end('a');
    far.socket.write('b');
    await settled(target.port);
    clock.tick(1_000_000);
    expect([client.text, far.text, far.outcome]).to.deep.equal(['', '', undefined]);
    proxy.heal();
    await far.hears('a');
    await far.ends('FIN');
    await client.hears('b');
  });

  it('closes both sides after a time in the black hole', async () => {
    const [client, far] = await connected();
    proxy.down = { timeout: 3_000 };
    clock.tick(2_999);
    expect(proxy.counts.open).to.equal(1);
    clock.tick(1);
    await Promise.all([client.ends('FIN'), far.ends('FIN')]);
  });

  it('ends a connection after so many bytes, each anew', async () => {
    proxy.down = { limitData: 5 };
    for (let n = 0; n < 2; n += 1) {
      const [client, far] = await connected();
      far.socket.write('0123456789');
      await client.ends('FIN');
      expect(client.text).to.equal('01234');
    }
    proxy.down = { limitData: { bytes: 5, end: 'reset' } };
    const [client, far] = await connected();
    far.socket.write('0123456789');
    await client.hears('01234');
    await waits();
    clock.tick(20);
    await client.ends('ECONNRESET');
    expect(proxy.counts.down).to.equal(15);
  });

  it('lets the end arrive late', async () => {
    const [client, far] = await connected();
    proxy.up = { slowClose: 2_000 };
    client.socket.end('bye');
    await far.hears('bye');
    await waits();
    clock.tick(1_999);
    expect(far.outcome).to.equal(undefined);
    clock.tick(1);
    await far.ends('FIN');
  });

  it('resets after a time', async () => {
    const [client, far] = await connected();
    proxy.up = { reset: 1_000 };
    clock.tick(1_000);
    await Promise.all([client.ends('ECONNRESET'), far.ends('ECONNRESET')]);
  });

  it('corrupts one byte of a write', async () => {
    const [client, far] = await connected();
    proxy.down = { corrupt: 1 };
    far.socket.write('aaaaaaaa');
    await until(() => client.text.length === 8);
    expect(client.text.replaceAll('a', '')).to.have.lengthOf(1);
  });

  it('refuses new connections while it is not enabled, and keeps the open ones', async () => {
    const [client, far] = await connected();
    proxy.enabled = false;
    await new Peer(connect({ port: proxy.port, host: '127.0.0.1' })).ends('ECONNRESET');
    client.socket.write('still');
    await far.hears('still');
    expect(proxy.counts).to.include({ accepted: 2, refused: 1, open: 1 });
  });

  it('accepts into a black hole', async () => {
    proxy.blackholeAccept = true;
    const client = new Peer(connect({ port: proxy.port, host: '127.0.0.1' }));
    client.socket.write('anybody?');
    await until(() => proxy.counts.blackholed === 1);
    expect(served).to.have.lengthOf(0);
    expect(proxy.finAll()).to.equal(1);
    await client.ends('FIN');
  });

  it('resets or ends everything at once, also what is in a black hole', async () => {
    for (const [how, end] of [
      ['ECONNRESET', () => proxy.resetAll()],
      ['FIN', () => proxy.finAll()],
    ] as const) {
      const [[client, far], [other]] = [await connected(), await connected()];
      proxy.down = { timeout: 0 };
      expect(end()).to.equal(2);
      await Promise.all([client.ends(how), far.ends(how), other.ends(how)]);
      proxy.heal();
      await until(() => proxy.counts.open === 0);
    }
  });

  it('passes an RST on as an RST', async () => {
    const [client, far] = await connected();
    far.socket.resetAndDestroy();
    await client.ends('ECONNRESET');
  });

  it('resets a client whose target is not there', async () => {
    await proxy.close();
    proxy = await startToxicProxy({ target: { port: await freePort() } });
    await new Peer(connect({ port: proxy.port, host: '127.0.0.1' })).ends('ECONNRESET');
  });

  it('holds back a sender that is faster than its bandwidth', async () => {
    const [client, far] = await connected();
    proxy.up = { bandwidth: 1_000 };
    const sent = 20_000_000;
    client.socket.write(Buffer.alloc(sent));
    await waits();
    let unsent: number;
    do {
      unsent = client.socket.writableLength;
      for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    } while (client.socket.writableLength < unsent);
    expect(client.socket.writableLength).to.be.above(0);
    proxy.heal();
    clock.tick(1_000);
    await until(() => proxy.counts.up === sent);
    await until(() => far.heard.reduce((sum, { length }) => sum + length, 0) === sent);
  });

  it('leaves nothing behind when it closes', async () => {
    const [client] = await connected();
    proxy.down = { timeout: 60_000 };
    proxy.up = { latency: 60_000 };
    client.socket.write('x');
    await proxy.close();
    await proxy.close();
    await until(() => client.outcome !== undefined);
    expect(proxy.counts.open).to.equal(0);
  });

  const wrong: readonly (readonly [toxic: string, toxics: unknown])[] = [
    ['latency', { latency: -1 }],
    ['jitter', { jitter: NaN }],
    ['bandwidth', { bandwidth: 0 }],
    ['slicer', { slicer: 1 }],
    ['slicer', { slicer: { size: 0 } }],
    ['timeout', { timeout: Infinity }],
    ['limitData', { limitData: { bytes: 1, end: 'rst' } }],
    ['corrupt', { corrupt: 1.1 }],
    ['lag', { lag: 1 }],
  ];
  for (const [toxic, toxics] of wrong) {
    it(`refuses ${JSON.stringify(toxics)}, and stays as it was`, () => {
      proxy.up = { latency: 1 };
      expect(() => {
        proxy.up = toxics as Toxics;
      })
        .to.throw(ToxicError)
        .with.property('toxic', toxic);
      expect(proxy.up).to.deep.equal({ latency: 1 });
    });
  }
});

/** Time enough for whatever is on its way between other sockets of this machine. */
async function settled(port: number): Promise<void> {
  for (let n = 0; n < 5; n += 1) {
    const socket = connect({ port, host: '127.0.0.1' });
    await new Promise((resolve) => socket.on('connect', resolve));
    socket.resetAndDestroy();
    await new Promise((resolve) => socket.on('close', resolve));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, { port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.close(resolve));
  return port;
}
