import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { stopOnSignals } from './stop-on-signals.js';

class Host extends EventEmitter {
  readonly exit = sinon.spy();
}

describe('stopOnSignals', () => {
  let clock: sinon.SinonFakeTimers;
  let host: Host;
  let stop: sinon.SinonSpy;
  let release: () => void;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['performance'] });
    host = new Host();
    stop = sinon.spy();
    release = stopOnSignals(host, stop);
  });
  afterEach(() => clock.restore());

  for (const signal of ['SIGINT', 'SIGTERM']) {
    it(`stops at the first ${signal}, and does not end the process`, () => {
      host.emit(signal);
      expect(stop.callCount).to.equal(1);
      expect(host.exit.callCount).to.equal(0);
    });
  }

  for (const [first, second, code] of [
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGTERM', 'SIGINT', 130],
    ['SIGINT', 'SIGTERM', 143],
  ] as const) {
    it(`ends the process at once with ${code} when ${second} follows ${first}`, () => {
      host.emit(first);
      host.emit(second);
      expect(stop.callCount).to.equal(1);
      expect(host.exit.args).to.deep.equal([[code]]);
    });
  }

  it('takes a Ctrl-C that npm repeats for one, and a second Ctrl-C for a second', () => {
    host.emit('SIGINT');
    clock.tick(100);
    host.emit('SIGINT');
    expect(host.exit.callCount).to.equal(0);
    clock.tick(1);
    host.emit('SIGINT');
    expect(host.exit.args).to.deep.equal([[130]]);
  });

  it('leaves no listener behind, and none for SIGHUP at any time', () => {
    expect(host.listenerCount('SIGHUP')).to.equal(0);
    release();
    expect(host.eventNames()).to.deep.equal([]);
  });
});
