import { once } from 'node:events';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { VirtualTime } from '../time/virtual-time.js';
import { MemorySocket } from './memory-socket.js';

describe('A connection in memory', () => {
  let time: VirtualTime;
  let arrived = 0;
  let latencies: number[] = [];
  beforeEach(() => {
    arrived = 0;
    latencies = [];
    time = new VirtualTime(() => arrived);
  });
  afterEach(() => time[Symbol.dispose]());

  const pair = (): readonly [MemorySocket, MemorySocket] =>
    MemorySocket.pair({ latency: () => latencies.shift() ?? 10, arrived: () => (arrived += 1) });

  function hearing(socket: MemorySocket): string[] {
    const beginning = Date.now();
    const heard: string[] = [];
    const tell = (what: string): void => void heard.push(`${Date.now() - beginning} ${what}`);
    socket.on('data', (bytes: Buffer) => tell(bytes.toString()));
    for (const event of ['end', 'close']) socket.on(event, () => tell(event));
    socket.on('error', (error: NodeJS.ErrnoException) => tell(String(error.code)));
    return heard;
  }

  it('carries bytes both ways, and each takes its time', async () => {
    const [client, server] = pair();
    const [atClient, atServer] = [hearing(client), hearing(server)];
    latencies = [10, 30];
    client.write('question');
    server.write('answer');
    await time.pass(100);
    expect([atServer, atClient]).to.deep.equal([['10 question'], ['30 answer']]);
  });

  it('keeps the order, also when what comes later would be faster', async () => {
    const [client, server] = pair();
    const heard = hearing(server);
    latencies = [50, 1, 1];
    client.write('first');
    client.write('second');
    client.end('third');
    await time.pass(200);
    expect(heard.map((line) => line.split(' ')[1]).join(' ')).to.match(/^first second(third| third) end close$/);
  });

  it('holds the writer back while the other end does not read', async () => {
    const [client, server] = pair();
    const piece = Buffer.alloc(client.writableHighWaterMark);
    for (let n = 0; n < 5; n += 1) client.write(piece);
    await time.pass(1_000);
    expect(client.writableLength).to.be.greaterThan(0);
    server.resume();
    await time.pass(1_000);
    expect(client.writableLength).to.equal(0);
  });

  it('ends at both ends when one is destroyed, once what was said before has arrived', async () => {
    const [client, server] = pair();
    const heard = hearing(server);
    latencies = [50, 1];
    client.write('last words');
    client.destroy();
    await time.pass(100);
    expect(heard).to.deep.equal(['50 last words', '50 end', '50 close']);
  });

  it('tells a reset from an end', async () => {
    const [client, server] = pair();
    const heard = hearing(client);
    server.resetAndDestroy();
    await time.pass(100);
    expect(heard).to.deep.equal(['10 ECONNRESET', '10 close']);
  });

  it('sends everything before it is destroyed soon', async () => {
    const [client, server] = pair();
    const heard = hearing(server);
    client.write('answer');
    client.destroySoon();
    await time.during(once(server, 'close'));
    expect(heard[0]).to.equal('10 answer');
  });
});
