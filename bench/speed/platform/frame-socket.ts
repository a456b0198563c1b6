import type { Duplex } from 'node:stream';

const TEXT = 0x81;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0x8a;
const MASK = 4;

export interface FrameListener {
  received(text: string): void;
  closed(): void;
}

/**
 * The server's end of one WebSocket, framed by hand: what goes out within one read leaves in one write, so that the
 * server costs less than any client it measures. It speaks ASCII, trusts its peers, and knows no fragments.
 */
export class FrameSocket {
  #rest: Buffer = Buffer.alloc(0);
  #out: string[] = [];
  #reading = false;

  constructor(
    private readonly stream: Duplex,
    private readonly listener: FrameListener,
  ) {
    stream.on('data', (chunk: Buffer) => this.#read(chunk));
    stream.on('error', () => stream.destroy());
    stream.on('end', () => stream.end());
    stream.on('close', () => listener.closed());
  }

  send(text: string): void {
    this.#out.push(text);
    if (!this.#reading) this.flush();
  }

  /** Gathers a little longer, until `flush`. */
  queue(text: string): void {
    this.#out.push(text);
  }

  flush(): void {
    if (this.#out.length === 0 || this.stream.destroyed) return;
    const texts = this.#out;
    this.#out = [];
    this.stream.write(framed(texts));
  }

  /** Cuts the connection, as a crash would. */
  destroy(): void {
    this.stream.destroy();
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#reading = true;
    let at = 0;
    for (let end = this.#frame(bytes, at); end !== undefined; end = this.#frame(bytes, at)) at = end;
    this.#rest = bytes.subarray(at);
    this.#reading = false;
    this.flush();
  }

  /** Takes the frame that begins at `at`; gives where it ends, or `undefined` if there is no whole one. */
  #frame(bytes: Buffer, at: number): number | undefined {
    if (bytes.length < at + 2) return undefined;
    const short = bytes.readUInt8(at + 1) & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const mask = at + 2 + lengthBytes;
    if (bytes.length < mask + MASK) return undefined;
    const length =
      lengthBytes === 0 ? short : bytes.readUIntBE(mask - Math.min(lengthBytes, 6), Math.min(lengthBytes, 6));
    const start = mask + MASK;
    const end = start + length;
    if (bytes.length < end) return undefined;
    for (let index = 0; index < length; index += 1) {
      bytes[start + index] = (bytes[start + index] ?? 0) ^ (bytes[mask + (index & 3)] ?? 0);
    }
    this.#take(bytes.readUInt8(at) & 0xf, bytes.subarray(start, end));
    return end;
  }

  #take(opcode: number, payload: Buffer): void {
    if (opcode === PING) this.stream.write(Buffer.concat([Buffer.from([PONG, payload.length]), payload]));
    else if (opcode === CLOSE) this.stream.end(Buffer.concat([Buffer.from([0x88, payload.length]), payload]));
    else this.listener.received(payload.toString('latin1'));
  }
}

function framed(texts: readonly string[]): Buffer {
  const size = texts.reduce((sum, { length }) => sum + length + headOf(length), 0);
  const buffer = Buffer.allocUnsafe(size);
  let at = 0;
  for (const text of texts) {
    buffer[at] = TEXT;
    const head = headOf(text.length);
    if (head === 2) {
      buffer[at + 1] = text.length;
    } else if (head === 4) {
      buffer[at + 1] = 126;
      buffer.writeUInt16BE(text.length, at + 2);
    } else {
      buffer[at + 1] = 127;
      buffer.writeUInt16BE(0, at + 2);
      buffer.writeUIntBE(text.length, at + 4, 6);
    }
    at += head;
    at += buffer.write(text, at, 'latin1');
  }
  return buffer;
}

const headOf = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);
