import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConnectionLostError } from '../errors/connection.js';
import { type Ask, Reading } from './reading.js';

interface Numbered {
  readonly sequence: number;
}

const upTo = (end: number): readonly Numbered[] => [...Array(end).keys()].map((sequence) => ({ sequence }));

/** What is asked for in pages of three, from either end; each second request is lost. */
function unsteady(record: readonly Numbered[], end: 'oldest' | 'newest'): Ask<Numbered> {
  let asked = 0;
  return async ({ from, before = Infinity }, newerThan) => {
    asked += 1;
    if (asked % 2 === 0) throw new ConnectionLostError('cut', 'unknown');
    const found = record.filter(({ sequence }) => sequence >= Math.max(from, newerThan) && sequence < before);
    return end === 'oldest' ? found.slice(0, 3) : found.slice(-3);
  };
}

/** All that there is, however often it takes; and how often it took a new start. */
async function readAll(reading: Reading<Numbered>): Promise<{ sequences: readonly number[]; failures: number }> {
  const sequences: number[] = [];
  for (let failures = 0; ; failures += 1) {
    try {
      for await (const page of reading) sequences.push(...page.map(({ sequence }) => sequence));
      return { sequences, failures };
    } catch (error) {
      expect(error).to.be.instanceOf(ConnectionLostError);
    }
  }
}

describe('Reading', () => {
  for (const end of ['oldest', 'newest'] as const) {
    it(`goes on where it stopped, and gives each event once, where pages are counted from the ${end}`, async () => {
      const reading = new Reading({ dialogId: 'd', from: 0 }, unsteady(upTo(20), end));
      const { sequences, failures } = await readAll(reading);
      expect(sequences).to.deep.equal([...Array(20).keys()]);
      expect(failures).to.be.within(5, 8);
    });
  }

  it('holds a bounded part of a long record that is counted from the newest, and asks for little of it twice', async () => {
    const [length, size] = [30_000, 200];
    const record = [...upTo(length / 2), ...upTo(length / 2).map(({ sequence }) => ({ sequence: sequence + 10 ** 9 }))];
    let [asked, held] = [0, 0];
    const ask: Ask<Numbered> = async ({ from, before = Infinity }) => {
      asked += 1;
      held = Math.max(held, reading.held);
      return record.filter(({ sequence }) => sequence >= from && sequence < before).slice(-size);
    };
    const reading = new Reading({ dialogId: 'd', from: 0 }, ask);
    const { sequences } = await readAll(reading);
    expect(sequences).to.deep.equal(record.map(({ sequence }) => sequence));
    expect(held).to.be.within(2_000 - size, 2_000);
    expect(asked).to.be.below((3 * length) / size);
  });

  it('looks below a page of a single event, too', async () => {
    const ask: Ask<Numbered> = async ({ from, before = Infinity }) =>
      upTo(5)
        .filter(({ sequence }) => sequence >= from && sequence < before)
        .slice(-1);
    const { sequences } = await readAll(new Reading({ dialogId: 'd', from: 0 }, ask));
    expect(sequences).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('gives, when read again after its end, only what has been added', async () => {
    const record = [...upTo(4)];
    const ask: Ask<Numbered> = async ({ from }) => record.filter(({ sequence }) => sequence >= from);
    const reading = new Reading({ dialogId: 'd', from: 2 }, ask);
    expect((await readAll(reading)).sequences).to.deep.equal([2, 3]);
    record.push({ sequence: 4 });
    expect((await readAll(reading)).sequences).to.deep.equal([4]);
  });
});
