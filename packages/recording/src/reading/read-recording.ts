import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { RecordingUnreadableError } from '@holdfast/core/internal';
import { type Recording, RecordingReader } from './recording-reader.js';

export interface ReadOptions {
  /** Bytes of the largest file that is read. @default 268_435_456 */
  readonly maxBytes?: number;
}

const MAX_BYTES = 268_435_456;

/**
 * Reads a recording. A last line that was torn by the end of its process is left out.
 *
 * Rejects with `RecordingUnreadableError` and `RecordingVersionError`.
 */
export async function readRecording(file: string, { maxBytes = MAX_BYTES }: ReadOptions = {}): Promise<Recording> {
  const size = await sizeOf(file);
  if (size > maxBytes) {
    throw new RecordingUnreadableError(
      `${file} has ${size} bytes, and at most ${maxBytes} are read. Raise maxBytes if you trust the file.`,
    );
  }
  const reader = new RecordingReader(file);
  const input = createReadStream(file, 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) reader.take(line);
  } finally {
    input.destroy();
  }
  return reader.finish();
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (cause) {
    throw new RecordingUnreadableError(`${file} cannot be read. Check the path and its permissions.`, undefined, {
      cause,
    });
  }
  throw new RecordingUnreadableError(`${file} is no file. Give one that recording() wrote.`);
}
