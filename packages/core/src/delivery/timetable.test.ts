import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { type Timed, Timetable } from './timetable.js';

class Item implements Timed<Item> {
  due = 0;
  timetable: Timetable<Item> | undefined;
  before: Item | undefined;
  after: Item | undefined;

  constructor(readonly name: string) {}
}

describe('Timetable', () => {
  let clock: sinon.SinonFakeTimers;
  let rung: string[];
  let timetable: Timetable<Item>;
  let a: Item;
  let b: Item;
  let c: Item;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    rung = [];
    [a, b, c] = [new Item('a'), new Item('b'), new Item('c')];
    timetable = new Timetable<Item>(100, {
      now: () => performance.now(),
      ring: (item) => void rung.push(`${item.name}@${performance.now()}`),
    });
  });
  afterEach(() => clock.restore());

  it('rings for each item in time, with one timer for all', () => {
    timetable.add(a);
    clock.tick(30);
    timetable.add(b);
    timetable.add(c);
    expect(clock.countTimers()).to.equal(1);
    clock.tick(1_000);
    expect(rung).to.deep.equal(['a@100', 'b@130', 'c@130']);
    expect(clock.countTimers()).to.equal(0);
  });

  it('leaves the time of an item that is added twice, and forgets a deleted one', () => {
    timetable.add(a);
    timetable.add(b);
    clock.tick(50);
    timetable.add(a);
    timetable.delete(b);
    clock.tick(1_000);
    expect(rung).to.deep.equal(['a@100']);
  });

  it('takes an item again that is added while it rings', () => {
    let again = true;
    timetable = new Timetable<Item>(100, {
      now: () => performance.now(),
      ring: (item) => {
        rung.push(item.name);
        if (again) timetable.add(item);
        again = false;
      },
    });
    timetable.add(a);
    clock.tick(1_000);
    expect(rung).to.deep.equal(['a', 'a']);
  });

  it('takes an item over from another one', () => {
    const other = new Timetable<Item>(10, { now: () => performance.now(), ring: () => undefined });
    other.add(a);
    timetable.add(a);
    other.delete(a);
    other.clear();
    clock.tick(1_000);
    expect(rung).to.deep.equal(['a@100']);
  });

  it('keeps no timer when cleared, and none at all for a delay without end', () => {
    timetable.add(a);
    timetable.clear();
    expect(a.timetable).to.equal(undefined);
    new Timetable<Item>(Infinity, { now: () => 0, ring: () => undefined }).add(b);
    expect(clock.countTimers()).to.equal(0);
  });
});
