import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPrivateNetwork } from './private-process.js';

/** Addresses of every host, or how the question fails. */
export type NameAnswer = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'silence';

const RCODE = { SERVFAIL: 2, NXDOMAIN: 3 } as const;
const AAAA = 28;

/** The name service of a private network. */
export class NameServer implements AsyncDisposable {
  answer: NameAnswer = [];
  asked = 0;

  private constructor(private readonly socket: Socket) {}

  static async open(): Promise<NameServer> {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-faults-'));
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
    inPrivateNetwork('mount', '--bind', file, '/etc/resolv.conf');
    rmSync(folder, { recursive: true }); // the mount keeps what the file holds
    const socket = createSocket('udp4');
    const server = new NameServer(socket);
    socket.on('message', (question, { port, address }) => {
      server.asked += 1;
      const reply = server.#reply(question);
      if (reply !== undefined) socket.send(reply, port, address);
    });
    socket.bind(53, '127.0.0.1');
    await once(socket, 'listening');
    return server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  #reply(question: Buffer): Buffer | undefined {
    const { answer } = this;
    if (answer === 'silence') return undefined;
    const asked = question.subarray(12, endOfName(question) + 4);
    const type = asked.readUInt16BE(asked.length - 4);
    const addresses = typeof answer === 'string' ? [] : answer.filter((one) => isIPv6(one) === (type === AAAA));
    const head = Buffer.alloc(12);
    question.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8180 | (typeof answer === 'string' ? RCODE[answer] : 0), 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(addresses.length, 6);
    return Buffer.concat([head, asked, ...addresses.map((address) => record(type, address))]);
  }
}

function endOfName(question: Buffer): number {
  let at = 12;
  while ((question[at] ?? 0) !== 0) at += (question[at] ?? 0) + 1;
  return at + 1;
}

function record(type: number, address: string): Buffer {
  const data = isIPv6(address) ? Buffer.from(expand(address), 'hex') : Buffer.from(address.split('.').map(Number));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0); // the name of the question
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function expand(address: string): string {
  const [left = '', right = ''] = address.split('::');
  const groups = (half: string): readonly string[] =>
    half === '' ? [] : half.split(':').map((group) => group.padStart(4, '0'));
  const [begin, end] = [groups(left), groups(right)];
  return [...begin, ...Array<string>(8 - begin.length - end.length).fill('0000'), ...end].join('');
}
