import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';

/** What an answer may be compressed with. */
export const ENCODINGS = 'gzip, br';

const encodingOf = (headers: IncomingHttpHeaders): string =>
  (headers['content-encoding'] ?? 'identity').trim().toLowerCase();

/** Whether the body is as it is, or compressed once in a way that was asked for. */
export const isDecodable = (headers: IncomingHttpHeaders): boolean =>
  ['identity', 'gzip', 'br'].includes(encodingOf(headers));

/** The body without its compression; `undefined` if that is more than the limit. Rejects for a damaged one. */
export async function decoded(bytes: Buffer, headers: IncomingHttpHeaders, limit: number): Promise<Buffer | undefined> {
  const encoding = encodingOf(headers);
  if (encoding === 'identity' || bytes.length === 0) return bytes;
  const zlib = await import('node:zlib');
  const decompress = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(
    encoding === 'br' ? zlib.brotliDecompress : zlib.gunzip,
  );
  return decompress(bytes, { maxOutputLength: limit }).catch((error: unknown) => {
    if (error instanceof RangeError) return undefined;
    throw error;
  });
}
