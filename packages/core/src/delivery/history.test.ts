import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RequestRefusedError } from '../errors/platform.js';
import { Gate } from './gate.js';
import { History } from './history.js';
import type { Stretch } from './reading.js';

const event = (sequence: unknown, dialogId = 'd'): object => ({
  dialogId,
  sequence,
  event: { type: 'ContentEvent', message: `${String(sequence)}` },
});

/** Reads a stretch from a platform that answers with what `answer` gives for each body. */
async function sequences(stretch: Partial<Stretch>, answer: (body: object) => unknown): Promise<readonly number[]> {
  const history = new History({ request: async (_, body) => answer(Object(body) as object) }, new Gate(1), 200);
  const read: number[] = [];
  for await (const page of history.pages({ dialogId: 'd', from: 0, ...stretch })) {
    read.push(...page.map(({ sequence }) => sequence));
  }
  return read;
}

/** Each answer once, then nothing. */
const answers = (...pages: readonly unknown[]): (() => unknown) => {
  const left = [...pages];
  return () => left.shift() ?? [];
};

describe('History', () => {
  it('sorts a page, drops doubles, other dialogs, and what it cannot read', async () => {
    const page = [event(2), event(0), null, 'x', event(1, 'other'), event(2), event(-1), event(undefined), event('1')];
    expect(await sequences({}, answers(page))).to.deep.equal([0, 1, 2]);
  });

  it('takes a bare object for a list of one, and anything else for nothing', async () => {
    expect(await sequences({}, answers(event(0)))).to.deep.equal([0]);
    for (const odd of [null, 'x', 7, {}, [[]]]) expect(await sequences({}, () => odd)).to.deep.equal([]);
  });

  it('ends when a page brings nothing new, however often the platform repeats itself', async () => {
    expect(await sequences({}, () => [event(0), event(1)])).to.deep.equal([0, 1]);
  });

  it('asks from one below the first wanted, so that inclusive and exclusive both serve', async () => {
    const bodies: object[] = [];
    await sequences({ from: 5, before: 9 }, (body) => void bodies.push(body));
    expect(bodies).to.deep.equal([{ dialogId: 'd', newerThanSequence: 4, maxQuantity: 200, olderThanSequence: 9 }]);
  });

  it('never gives what lies outside the stretch', async () => {
    expect(await sequences({ from: 5, before: 7 }, answers([3, 4, 5, 6, 7, 8].map((n) => event(n))))).to.deep.equal([
      5, 6,
    ]);
  });

  it('is content where the platform refuses to look below 0', async () => {
    const answer = (body: object): unknown => {
      if ('newerThanSequence' in body && body.newerThanSequence === -1) throw new RequestRefusedError('x', 400, 'no');
      return [event(3)];
    };
    expect(await sequences({}, answer)).to.deep.equal([3]);
  });
});
