export interface FrameOptions {
  readonly fin?: boolean;
  /** RSV bits, 1 to 7. */
  readonly rsv?: number;
  readonly masked?: boolean;
  /** A length to declare instead of the true one. */
  readonly declared?: number;
}

export const Opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One WebSocket frame, also one that no library would send. */
export function wsFrame(opcode: number, payload: string | Buffer, options: FrameOptions = {}): Buffer {
  const { fin = true, rsv = 0, masked = false } = options;
  const body = Buffer.from(payload);
  const length = options.declared ?? body.length;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  head[1] = (masked ? 0x80 : 0) | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, ...(masked ? [Buffer.alloc(4)] : []), body]);
}

export function closeFrame(code: number | undefined, reason = ''): Buffer {
  if (code === undefined) return wsFrame(Opcode.close, '');
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code);
  payload.write(reason, 2);
  return wsFrame(Opcode.close, payload);
}

export interface SeenFrame {
  readonly opcode: number;
  readonly payload: Buffer;
  /** The frame as it came. */
  readonly bytes: Buffer;
}

/** Cuts what a server sends into whole frames; what is left over waits for the next call. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(bytes: Buffer): readonly SeenFrame[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const frames: SeenFrame[] = [];
    for (let frame = this.#first(); frame !== undefined; frame = this.#first()) {
      frames.push(frame);
      this.#rest = this.#rest.subarray(frame.bytes.length);
    }
    return frames;
  }

  #first(): SeenFrame | undefined {
    const rest = this.#rest;
    const short = (rest[1] ?? 0) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (rest.length < head) return undefined;
    const length = short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (rest.length < head + length) return undefined;
    const bytes = rest.subarray(0, head + length);
    return { opcode: (rest[0] ?? 0) & 0x0f, payload: bytes.subarray(head), bytes };
  }
}
