import { type FileHandle, open } from 'node:fs/promises';
import { decodeRecord, encodeRecord } from './record.js';

const NAME = 'witness';
/** Always overwritten in place by as many bytes, so that it needs no room on a full disk. */
const LENGTH = 64;

/**
 * A second place that knows the newest version whose commit was acknowledged. It is written after each commit and never
 * synced: being behind is harmless, being ahead of the store means that the store has lost something.
 */
export class Witness {
  private constructor(
    private readonly file: FileHandle,
    /** What it said when it was opened; `undefined` if it had nothing to say. */
    readonly said: number | undefined,
  ) {}

  static async at(path: string): Promise<Witness> {
    const file = await open(path, 'a+').then(async (made) => {
      await made.close();
      return open(path, 'r+');
    });
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LENGTH), 0, LENGTH, 0);
    return new Witness(file, decodeRecord(NAME, buffer.toString('latin1', 0, bytesRead).trimEnd())?.version);
  }

  /** A witness that cannot write is behind, which is harmless. */
  async saw(version: number): Promise<void> {
    const line = encodeRecord(NAME, { version, text: NAME }).padEnd(LENGTH);
    await this.file.write(line, 0, 'latin1').catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
