import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Flow } from './flow.js';

const rig = (): { flow: Flow; calls: string[] } => {
  const calls: string[] = [];
  const tap = {
    pause: () => void calls.push('pause'),
    resume: () => void calls.push('resume'),
    drained: () => void calls.push('drained'),
  };
  return { flow: new Flow({ highWater: 3, lowWater: 1 }, tap), calls };
};

describe('Flow', () => {
  it('pauses at the high mark and resumes at the low one', () => {
    const { flow, calls } = rig();
    for (let n = 0; n < 4; n += 1) flow.add(1);
    flow.remove(1);
    flow.remove(1);
    expect(calls).to.deep.equal(['pause']);
    flow.remove(1);
    expect(calls).to.deep.equal(['pause', 'resume', 'drained']);
  });

  it('holds a tenth beyond the high mark, and no more', () => {
    const flow = new Flow({ highWater: 50, lowWater: 1 }, { pause() {}, resume() {}, drained() {} });
    for (let n = 0; n < 54; n += 1) flow.add(1);
    expect(flow).to.include({ pressed: true, full: false });
    flow.add(1);
    expect(flow.full).to.equal(true);
    for (let n = 0; n < 53; n += 1) flow.remove(1);
    expect(flow).to.include({ pressed: true, full: false });
    flow.remove(1);
    expect(flow.pressed).to.equal(false);
  });

  it('is full by size, too', () => {
    const { flow } = rig();
    flow.add(8_388_608);
    expect(flow.full).to.equal(true);
    flow.remove(8_388_608);
    expect(flow.full).to.equal(false);
  });

  it('lets the socket run while an answer is awaited, and pauses again after it', () => {
    const { flow, calls } = rig();
    for (let n = 0; n < 3; n += 1) flow.add(1);
    flow.requestStarted();
    flow.requestStarted();
    flow.requestEnded();
    expect(calls).to.deep.equal(['pause', 'resume']);
    flow.requestEnded();
    expect(calls).to.deep.equal(['pause', 'resume', 'pause']);
  });
});
