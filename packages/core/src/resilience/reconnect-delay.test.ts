import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { nextFloor, reconnectDelay, RESTART_WINDOW, restartWindows } from './reconnect-delay.js';
import type { Window } from './window.js';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempt = fc.integer({ min: 1, max: 50 });

/** Windows that never overlap, as a careful author writes them. */
const windows = fc
  .array(fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 60_000 })), { minLength: 1, maxLength: 8 })
  .map((steps) => {
    const list: Window[] = [];
    let end = 0;
    for (const [gap, width] of steps) {
      list.push([end + gap, end + gap + width]);
      end += gap + width;
    }
    return list;
  });

/** Any windows, also such as overlap or shrink. */
const anyWindows = fc.array(
  fc.tuple(fc.nat(60_000), fc.nat(60_000)).map(([from, width]): Window => [from, from + width]),
  { minLength: 1, maxLength: 8 },
);

const stepped: readonly Window[] = [
  [0, 2_000],
  [2_000, 4_000],
  [4_000, 8_000],
  [32_000, 64_000],
];

describe('reconnectDelay', () => {
  it('stays within the window of its attempt', () => {
    fc.assert(
      fc.property(attempt, windows, chance, (n, list, luck) => {
        const window = list[Math.min(n, list.length) - 1] ?? [0, 0];
        expect(reconnectDelay({ attempt: n, windows: list, chance: luck })).to.be.within(window[0], window[1]);
      }),
    );
  });

  it('never waits shorter than the longest possible wait before, until the last window repeats', () => {
    fc.assert(
      fc.property(windows, chance, chance, (list, early, late) => {
        for (let n = 1; n < list.length; n += 1) {
          const before = reconnectDelay({ attempt: n, windows: list, chance: early });
          expect(reconnectDelay({ attempt: n + 1, windows: list, chance: late })).to.be.at.least(before);
        }
      }),
    );
  });

  it('never waits shorter than before where windows overlap, until the last one repeats', () => {
    fc.assert(
      fc.property(anyWindows, fc.array(chance, { minLength: 8, maxLength: 8 }), (list, draws) => {
        let floor = 0;
        let before = 0;
        for (const [index, luck] of draws.slice(0, list.length).entries()) {
          const terms = { attempt: index + 1, windows: list, chance: luck, floor };
          const wait = reconnectDelay(terms);
          expect(wait).to.be.at.least(before);
          before = wait;
          floor = nextFloor(terms);
        }
      }),
    );
  });

  it('stays even over what an earlier wait has left of its window', () => {
    const waits = [0, 0.5].map((luck) =>
      reconnectDelay({
        attempt: 2,
        windows: [
          [0, 9],
          [4, 10],
        ],
        chance: luck,
        floor: 8,
      }),
    );
    expect(waits).to.deep.equal([8, 9]);
  });

  it('never comes back before the platform allows it, and still spreads a crowd', () => {
    fc.assert(
      fc.property(attempt, windows, chance, fc.nat(600_000), (n, list, luck, atLeast) => {
        const [from, to] = list[Math.min(n, list.length) - 1] ?? [0, 0];
        const wait = reconnectDelay({ attempt: n, windows: list, chance: luck, atLeast });
        expect(wait).to.be.within(Math.max(from, atLeast), Math.max(from, atLeast) + (to - from));
      }),
    );
    const crowd = [0, 0.5, 0.999].map((luck) =>
      reconnectDelay({ attempt: 2, windows: stepped, chance: luck, atLeast: 7_000 }),
    );
    expect(crowd).to.deep.equal([7_000, 8_000, 8_998]);
  });

  it('spreads evenly over the window', () => {
    const waits = [0, 0.25, 0.5, 0.75].map((luck) => reconnectDelay({ attempt: 3, windows: stepped, chance: luck }));
    expect(waits).to.deep.equal([4_000, 5_000, 6_000, 7_000]);
  });
});

describe('nextFloor', () => {
  it('is the longest wait so far, without what the platform asked for', () => {
    const terms = { attempt: 2, windows: stepped, chance: 0.5, atLeast: 500_000 };
    expect(nextFloor(terms)).to.equal(3_000);
    expect(nextFloor({ ...terms, floor: 3_500 })).to.equal(3_750);
  });

  it('is not raised by the last window, over which a crowd is to stay spread', () => {
    expect(nextFloor({ attempt: 4, windows: stepped, chance: 0.9, floor: 7_000 })).to.equal(7_000);
    expect(nextFloor({ attempt: 9, windows: stepped, chance: 0.9 })).to.equal(0);
  });
});

describe('restartWindows', () => {
  it('begins with the restart window and goes on with longer ones only', () => {
    expect(restartWindows(stepped)).to.deep.equal([RESTART_WINDOW, [32_000, 64_000]]);
  });

  it('keeps to the restart window where no longer one is given', () => {
    expect(restartWindows([[0, 10]])).to.deep.equal([RESTART_WINDOW]);
  });
});
