import { AlarmClock } from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { Heartbeat } from './heartbeat.js';

describe('Heartbeat', () => {
  let clock: sinon.SinonFakeTimers;
  let calls: string[];
  let lastByte: number;
  let skew: number;
  let heartbeat: Heartbeat;
  const now = (): number => performance.now() + skew;
  const note = (name: string) => (): void => void calls.push(`${name} ${now()}`);

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    calls = [];
    lastByte = 0;
    skew = 0;
    const link = {
      alarms: new AlarmClock({ now }, { grace: 200 }),
      get lastByte() {
        return lastByte;
      },
      ping: note('ping'),
      probe: note('probe'),
      dead: note('dead'),
    };
    heartbeat = new Heartbeat(link, { idle: 4_000, pong: 3_000, probe: 3_000 });
    heartbeat.start();
  });
  afterEach(() => clock.restore());

  it('pings a quiet connection, probes it, and finds it dead after ten seconds', () => {
    clock.tick(60_000);
    expect(calls).to.deep.equal(['ping 4000', 'probe 7000', 'dead 10000']);
    expect(clock.countTimers()).to.equal(0);
  });

  it('does nothing while bytes come in', () => {
    for (let second = 0; second < 60; second += 3) {
      lastByte = now();
      clock.tick(3_000);
    }
    expect(calls).to.deep.equal([]);
  });

  it('counts the idle time from the last byte, not from its own last look', () => {
    clock.tick(3_000);
    lastByte = now();
    clock.tick(4_000);
    expect(calls).to.deep.equal(['ping 7000']);
  });

  it('starts anew when the ping is answered', () => {
    clock.tick(4_500);
    lastByte = now();
    clock.tick(4_000);
    expect(calls).to.deep.equal(['ping 4000', 'ping 8500']);
  });

  it('starts anew when only the probe is answered', () => {
    clock.tick(9_000);
    lastByte = now();
    clock.tick(4_000);
    expect(calls).to.deep.equal(['ping 4000', 'probe 7000', 'ping 13000']);
  });

  it('reads the connection first when its timer is late', () => {
    clock.tick(9_000);
    skew = 5_000;
    clock.tick(1_100);
    lastByte = now();
    clock.tick(200);
    expect(calls.filter((call) => call.startsWith('dead'))).to.deep.equal([]);
  });

  it('probes instead of judging when its timer is very late', () => {
    clock.tick(9_999);
    skew = 60_000;
    clock.tick(201);
    expect(calls).to.deep.equal(['ping 4000', 'probe 7000', 'probe 70200']);
    clock.tick(3_000);
    expect(calls.at(-1)).to.equal('dead 73200');
  });

  it('pays no attention to the wall clock', () => {
    clock.tick(3_000);
    clock.setSystemTime(Date.now() + 3_600_000);
    clock.tick(999);
    expect(calls).to.deep.equal([]);
    clock.tick(1);
    expect(calls).to.deep.equal(['ping 4000']);
  });

  it('judges nothing while stopped, and gives a full idle time when started again', () => {
    clock.tick(6_999);
    heartbeat.stop();
    clock.tick(100_000);
    heartbeat.start();
    clock.tick(3_999);
    expect(calls).to.deep.equal(['ping 4000']);
    clock.tick(1);
    expect(calls).to.deep.equal(['ping 4000', 'ping 110999']);
  });
});
