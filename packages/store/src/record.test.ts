import { expect } from 'chai';
import { describe, it } from 'mocha';
import { decodeRecord, encodeRecord } from './record.js';

describe('A record on disk', () => {
  const record = { version: 12, expiresAt: 5_000, text: '{"order":"line\\nfeed","price":1}' };

  it('is read as it was written, with and without an expiry', () => {
    expect(decodeRecord('id', encodeRecord('id', record))).to.deep.equal(record);
    const lasting = { version: 1, text: '"a b - c"' };
    expect(decodeRecord('id', encodeRecord('id', lasting))).to.deep.equal(lasting);
  });

  it('is not believed when any bit of it has changed', () => {
    const line = Buffer.from(encodeRecord('id', record));
    for (let bit = 0; bit < line.length * 8; bit += 1) {
      const changed = Buffer.from(line);
      changed.writeUInt8(line.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(decodeRecord('id', changed.toString('utf8')), `bit ${bit}`).to.equal(undefined);
    }
  });

  it('is not believed in another place, when it is cut short, or when it is rubbish', () => {
    const line = encodeRecord('id', record);
    expect(decodeRecord('other', line)).to.equal(undefined);
    for (let length = 0; length < line.length; length += 1) {
      expect(decodeRecord('id', line.slice(0, length)), `length ${length}`).to.equal(undefined);
    }
    expect(decodeRecord('id', 'rubbish')).to.equal(undefined);
  });
});
