import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { Line } from './line.js';

interface Guest {
  readonly name: string;
  before: Guest | undefined;
  after: Guest | undefined;
}

const guest = (name: string): Guest => ({ name, before: undefined, after: undefined });

describe('Line', () => {
  let line: Line<Guest>;
  const [ann, bob, cyd] = [guest('ann'), guest('bob'), guest('cyd')];
  const names = (): string => [...line].map(({ name }) => name).join();

  beforeEach(() => {
    line = new Line();
    for (const each of [ann, bob, cyd]) line.join(each);
  });

  it('keeps the order in which they came', () => {
    expect(names()).to.equal('ann,bob,cyd');
    expect(line.first).to.equal(ann);
    expect(line.size).to.equal(3);
  });

  for (const [leaver, rest] of [
    [ann, 'bob,cyd'],
    [bob, 'ann,cyd'],
    [cyd, 'ann,bob'],
  ] as const) {
    it(`closes up when ${leaver.name} leaves, who may come back`, () => {
      line.leave(leaver);
      expect(names()).to.equal(rest);
      line.join(leaver);
      expect(names()).to.equal(`${rest},${leaver.name}`);
      expect(line.size).to.equal(3);
    });
  }

  it('has nobody who left hold on to those who stay', () => {
    line.leave(bob);
    expect([bob.before, bob.after]).to.deep.equal([undefined, undefined]);
  });

  it('lets everybody leave while they are given', () => {
    for (const each of line) line.leave(each);
    expect(line.size).to.equal(0);
    expect(line.first).to.equal(undefined);
    line.join(cyd);
    expect(names()).to.equal('cyd');
  });
});
