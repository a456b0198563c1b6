import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LifecycleLog } from './lifecycle-log.js';

describe('The log of events', () => {
  it('keeps the newest two hundred', () => {
    const log = new LifecycleLog();
    for (let missed = 0; missed < 250; missed += 1) log.add({ type: 'live', missed });
    const kept = log.since(0).map(({ detail }) => detail['missed']);
    expect(kept).to.have.length(200);
    expect([kept[0], kept.at(-1)]).to.deep.equal([50, 249]);
  });

  it('gives what a client has not heard, and everything to one that heard another log', () => {
    const log = new LifecycleLog();
    const ids = [0, 1, 2].map((missed) => log.add({ type: 'live', missed }).id);
    expect(log.since(ids[1] ?? 0).map(({ id }) => id)).to.deep.equal([ids[2]]);
    expect(log.since((ids[2] ?? 0) + 1)).to.have.length(3);
    expect(log.since(1)).to.have.length(3);
  });
});
