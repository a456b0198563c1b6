import { crc32 } from 'node:zlib';

/** One entry on disk. */
export interface StoredRecord {
  readonly version: number;
  /** In the time of the store; `undefined` for never. */
  readonly expiresAt?: number;
  /** The value as JSON. */
  readonly text: string;
}

/** `<checksum> <version> <expiry or -> <JSON>`. The checksum covers the key too, so a value cannot stand under another. */
export function encodeRecord(id: string, { version, expiresAt, text }: StoredRecord): string {
  const body = `${version} ${expiresAt ?? '-'} ${text}`;
  return `${checksum(id, body)} ${body}`;
}

/** `undefined` if it is not what was written. */
export function decodeRecord(id: string, line: string): StoredRecord | undefined {
  const { sum, body, version, expiry, text } =
    /^(?<sum>[0-9a-f]{8}) (?<body>(?<version>\d+) (?<expiry>\d+|-) (?<text>.*))$/s.exec(line)?.groups ?? {};
  if (body === undefined || text === undefined || sum !== checksum(id, body)) return undefined;
  return { version: Number(version), text, ...(expiry === '-' ? {} : { expiresAt: Number(expiry) }) };
}

const checksum = (id: string, body: string): string => crc32(body, crc32(id)).toString(16).padStart(8, '0');
