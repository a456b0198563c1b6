import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Lane } from './lane.js';
import { laneDepths } from './lane-depths.js';

const lane = (dialogId: string, waiting: number, running = false): Lane =>
  ({ dialogId, queue: Array.from({ length: waiting }), turn: running ? {} : undefined }) as unknown as Lane;

describe('the depths of lanes', () => {
  it('are those of dialogs that something waits or runs in, the fullest first', () => {
    const lanes = [lane('idle', 0), lane('a', 1, true), lane('b', 3), lane('c', 2), lane('left', 0, true)];
    expect(laneDepths(lanes)).to.deep.equal([
      { dialogId: 'b', queued: 3, running: false },
      { dialogId: 'c', queued: 2, running: false },
      { dialogId: 'a', queued: 1, running: true },
      { dialogId: 'left', queued: 0, running: true },
    ]);
  });

  it('are the twenty fullest of many', () => {
    const lanes = Array.from({ length: 1_000 }, (_, n) => lane(String(n), (n * 7) % 1_000));
    const shown = laneDepths(lanes).map(({ queued }) => queued);
    expect(shown).to.deep.equal(Array.from({ length: 20 }, (_, n) => 999 - n));
  });
});
