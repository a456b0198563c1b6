import { StoppedError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import type { ConsumerMessage } from './consumer-message.js';
import { Hearing } from './hearing.js';
import { NotHeardError } from './not-heard-error.js';

const message = (text: string): ConsumerMessage => ({
  id: `d:${text}`,
  text,
  content: { type: 'ContentEvent', contentType: 'text/plain', message: text },
  dialogId: 'd',
  sequence: 0,
  metadata: [],
});

describe('A hearing', () => {
  let time: SinonFakeTimers;
  let hearing: Hearing;
  const hear = (...texts: readonly string[]): void => texts.forEach((text) => hearing.add(message(text)));

  beforeEach(() => {
    time = sinon.useFakeTimers();
    hearing = new Hearing();
  });
  afterEach(() => time.restore());

  it('gives each message once, in order, and passes over what was not asked for', async () => {
    hear('one', 'two', 'three', 'two');
    expect((await hearing.next('two', 10)).text).to.equal('two');
    expect((await hearing.next(/^t/, 10)).text).to.equal('three');
    expect((await hearing.next(({ text }) => text.length === 3, 10)).text).to.equal('two');
  });

  it('waits for what is said later, and not longer than it was told', async () => {
    const heard = hearing.next('late', 1_000);
    time.tick(999);
    hear('early', 'late');
    expect((await heard).text).to.equal('late');
    const inVain = hearing.next('never', 1_000).catch((error: unknown) => error);
    hear('canary', 'canary');
    time.tick(1_000);
    const error = await inVain;
    expect(error).to.be.instanceOf(NotHeardError).and.include({ code: 'NOT_HEARD', transient: true });
    expect(String(error)).to.include('"never"').and.include('2 other').and.not.to.include('canary');
    expect(time.countTimers()).to.equal(0);
  });

  it('does not wait for what it was told to skip', () => {
    hear('before');
    hearing.skip();
    void hearing.next('before', 10).catch(() => undefined);
    time.tick(10);
    expect(time.countTimers()).to.equal(0);
  });

  it('tells who waits that nothing more will come, and still gives what came before', async () => {
    const waiting = hearing.next('never', 10_000).catch((error: unknown) => error);
    hear('last words');
    hearing.end(new StoppedError('over'));
    expect(await waiting).to.be.instanceOf(StoppedError);
    expect((await hearing.next('last', 10)).text).to.equal('last words');
    expect(await hearing.next('more', 10).catch((error: unknown) => error)).to.be.instanceOf(StoppedError);
    expect(time.countTimers()).to.equal(0);
  });
});
