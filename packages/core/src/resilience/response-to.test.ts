import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { responseTo } from './response-to.js';

class FakeRequest extends EventEmitter {
  destroyed = 0;

  destroy(): void {
    this.destroyed += 1;
    queueMicrotask(() => this.emit('error', new Error('socket hang up'))); // as Node.js does, a little later
  }
}

describe('responseTo', () => {
  let request: FakeRequest;
  let owner: AbortController;
  let answer: Promise<unknown>;

  beforeEach(() => {
    request = new FakeRequest();
    owner = new AbortController();
    answer = responseTo(request, owner.signal);
  });

  const failure = (): Promise<unknown> =>
    answer.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('resolves with the head of the answer', async () => {
    request.emit('response', 'head');
    expect(await answer).to.equal('head');
  });

  it('rejects with the first failure, and bears a second one', async () => {
    const first = new Error('first');
    request.emit('error', first);
    request.emit('error', new Error('second'));
    expect(await failure()).to.equal(first);
  });

  it('ends a request whose time is over', async () => {
    owner.abort();
    expect(await failure()).to.include({ code: 'ABORT_ERR' });
    expect(request.destroyed).to.equal(1);
  });

  it('takes another protocol for a lost connection, and closes that', async () => {
    let closed = 0;
    request.emit('upgrade', 'head', { destroy: () => (closed += 1) });
    expect(await failure()).to.include({ code: 'ECONNRESET' });
    expect([closed, request.destroyed]).to.deep.equal([1, 1]);
  });
});
