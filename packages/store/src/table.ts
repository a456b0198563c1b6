import crc32c from 'crc-32/crc32c.js';

/**
 * LevelDB's file of sorted entries, as its `doc/table_format.md` describes it: data blocks, blocks about them, an index of
 * the data blocks, and a footer that leads to the index. Behind each block stand a byte for its type and a checksum.
 */
const FOOTER = 48;
const MAGIC = Buffer.from('57fb808b247547db', 'hex');
const TRAILER = 5;
const UNCOMPRESSED = 0;
/** No type that LevelDB knows: reading such a block is an error to it, and nothing worse. */
const CONDEMNED = 0xff;

interface Block {
  readonly offset: number;
  readonly size: number;
}

/** Bytes to write over those at `at`. */
export interface Correction {
  readonly at: number;
  readonly bytes: Buffer;
}

/**
 * What has to be written over a table so that LevelDB sees its damage. LevelDB can check checksums, but not in the
 * binding that we use, where it believes a damaged block and may end the process over what stands in it. A condemned
 * block costs its own entries only; without an index all of the table is lost. Nothing for a table that is sound, that
 * LevelDB itself refuses, or that was condemned before.
 */
export function corrections(table: Buffer): readonly Correction[] {
  const footer = table.subarray(-FOOTER);
  if (footer.length < FOOTER || !footer.subarray(-MAGIC.length).equals(MAGIC)) return [];
  try {
    return blocksOf(table, footer)
      .filter((block) => !isSound(table, block))
      .map((block) => condemned(table, block));
  } catch (error) {
    if (!(error instanceof UnreadableIndex)) throw error;
    return [{ at: table.length - MAGIC.length, bytes: Buffer.alloc(MAGIC.length) }];
  }
}

/** Nothing leads to the blocks any more. */
class UnreadableIndex extends Error {}

function blocksOf(table: Buffer, footer: Buffer): readonly Block[] {
  const ends = new Reader(footer);
  const [about, index] = [ends.block(), ends.block()];
  // LevelDB writes them in this order. Otherwise the footer itself has changed.
  if (about.offset + about.size + TRAILER !== index.offset || index.offset + index.size + TRAILER > table.length)
    throw new UnreadableIndex();
  const filters = isSound(table, about) ? listedIn(table, about) : [];
  if (!isSound(table, index)) throw new UnreadableIndex();
  return [about, ...filters, ...listedIn(table, index)];
}

/** The blocks that another block lists, under keys of which each may share its beginning with the one before. */
function listedIn(table: Buffer, { offset, size }: Block): readonly Block[] {
  // The store has never compressed anything; what another program compressed is left to LevelDB.
  if (table[offset + size] !== UNCOMPRESSED) return [];
  const content = table.subarray(offset, offset + size);
  const restarts = content.readUInt32LE(size - 4);
  const entries = new Reader(content.subarray(0, size - 4 * (restarts + 1)));
  const blocks: Block[] = [];
  while (!entries.done) {
    entries.number();
    const [unshared, length] = [entries.number(), entries.number()];
    entries.skip(unshared);
    blocks.push(new Reader(entries.skip(length)).block());
  }
  return blocks;
}

function isSound(table: Buffer, { offset, size }: Block): boolean {
  const end = offset + size + 1;
  return end + 4 <= table.length && table.readUInt32LE(end) === masked(crc32c.buf(table.subarray(offset, end)));
}

/** With a checksum that fits, so that it is condemned once. */
function condemned(table: Buffer, { offset, size }: Block): Correction {
  const bytes = Buffer.alloc(TRAILER, CONDEMNED);
  const checked = Buffer.concat([table.subarray(offset, offset + size), bytes.subarray(0, 1)]);
  bytes.writeUInt32LE(masked(crc32c.buf(checked)), 1);
  return { at: offset + size, bytes };
}

/** LevelDB stores no bare checksum, so that one of bytes that hold checksums stays strong. */
const masked = (sum: number): number => (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;

/** Numbers of seven bits to a byte, low ones first, and what they measure. */
class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get done(): boolean {
    return this.#at >= this.bytes.length;
  }

  number(): number {
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined || unit > Number.MAX_SAFE_INTEGER) throw new UnreadableIndex();
      value += (byte % 128) * unit;
      if (byte < 128) return value;
    }
  }

  block(): Block {
    return { offset: this.number(), size: this.number() };
  }

  skip(length: number): Buffer {
    return this.bytes.subarray(this.#at, (this.#at += length));
  }
}
