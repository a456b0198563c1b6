import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { Deadlines } from './deadlines.js';

describe('Deadlines', () => {
  interface Guest {
    readonly due: number;
    readonly timeout: number;
    before: Guest | undefined;
    after: Guest | undefined;
  }
  let deadlines: Deadlines<Guest>;
  const dueAt = (time: number): readonly number[] => [...deadlines.due(time)].map(({ due }) => due);
  const add = (due: number, timeout: number): Guest => {
    const guest = { due, timeout, before: undefined, after: undefined };
    deadlines.add(guest);
    return guest;
  };

  beforeEach(() => (deadlines = new Deadlines()));

  it('know who is due first, over all time-outs', () => {
    for (const [due, timeout] of [[10, 10] as const, [11, 10] as const, [5, 5] as const]) add(due, timeout);
    expect(deadlines.next).to.equal(5);
    expect(dueAt(10)).to.deep.equal([10, 5]);
  });

  it('forget whoever leaves, from either end and from the middle', () => {
    const [first, middle, last] = [add(1, 1), add(2, 1), add(3, 1)];
    deadlines.leave(middle);
    expect(dueAt(9)).to.deep.equal([1, 3]);
    deadlines.leave(first);
    expect(deadlines.next).to.equal(3);
    deadlines.leave(last);
    expect(deadlines.next).to.equal(Infinity);
    add(4, 1);
    expect(dueAt(9)).to.deep.equal([4]);
  });

  it('let everybody leave while they are given', () => {
    for (const due of [1, 2, 3]) add(due, 1);
    for (const guest of deadlines.due(9)) deadlines.leave(guest);
    expect(dueAt(9)).to.deep.equal([]);
  });

  it('never wait for who has no deadline', () => {
    add(Infinity, Infinity);
    expect(deadlines.next).to.equal(Infinity);
    expect(dueAt(1e12)).to.deep.equal([]);
  });

  it('begin anew after they were cleared', () => {
    add(1, 1);
    deadlines.clear();
    add(2, 1);
    expect(dueAt(9)).to.deep.equal([2]);
  });
});
