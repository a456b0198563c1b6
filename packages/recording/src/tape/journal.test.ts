import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import type { Disk } from './disk.js';
import { Journal, type JournalParts } from './journal.js';

/** A disk whose owner says when it takes something, and whether. */
class StubbornDisk implements Disk {
  readonly taken: string[] = [];
  closed = 0;
  created = 0;
  failure: Error | undefined;
  #blocked: Promise<void> | undefined;
  #release = (): void => {};

  block(): void {
    this.#blocked = new Promise((resolve) => (this.#release = resolve));
  }

  release(): void {
    this.#blocked = undefined;
    this.#release();
  }

  create: Disk['create'] = async () => {
    this.created += 1;
    return {
      append: async (text) => {
        await this.#blocked;
        if (this.failure !== undefined) throw this.failure;
        this.taken.push(text);
      },
      close: async () => void (this.closed += 1),
    };
  };

  get lines(): readonly string[] {
    return this.taken
      .join('')
      .split('\n')
      .filter((line) => line !== '');
  }
}

const turns = async (count = 4): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('Journal', () => {
  let disk: StubbornDisk;
  let ended: string[];
  beforeEach(() => {
    disk = new StubbornDisk();
    ended = [];
  });

  const journal = (parts: Partial<JournalParts> = {}): Journal =>
    new Journal({
      disk,
      file: 'night.jsonl',
      keep: 1,
      maxBytes: 10_000,
      maxWaiting: 1_000,
      lastLine: (why) => why,
      ended: (why) => ended.push(why),
      ...parts,
    });

  it('writes together what is noted in one turn of the loop, and closes the file in the end', async () => {
    const it = journal();
    it.write('one');
    it.write('two');
    await turns();
    expect(disk.taken).to.deep.equal(['one\ntwo\n']);
    it.write('three');
    await it.close();
    expect(disk.lines).to.deep.equal(['one', 'two', 'three', 'over']);
    expect([disk.created, disk.closed, ended.length]).to.deep.equal([1, 1, 0]);
  });

  it('ends with a last line when the file is full, and says so once', async () => {
    const it = journal({ maxBytes: 120 });
    for (let line = 0; line < 50; line += 1) it.write('0123456789');
    await turns();
    expect(disk.lines).to.deep.equal(['0123456789', 'full']);
    expect(ended).to.deep.equal(['full']);
    expect(it.open).to.equal(false);
    expect(disk.closed).to.equal(1);
    await it.close();
  });

  it('keeps no more in memory than it may when the disk is slow', async () => {
    disk.block();
    const it = journal({ maxWaiting: 50 });
    for (let line = 0; line < 50; line += 1) it.write('0123456789');
    expect(ended).to.deep.equal(['slow']);
    disk.release();
    await turns();
    expect(disk.lines).to.deep.equal([...Array.from({ length: 4 }, () => '0123456789'), 'slow']);
  });

  it('ends when the disk fails, and neither throws nor tries again', async () => {
    const it = journal();
    disk.failure = new Error('ENOSPC');
    it.write('one');
    await turns();
    it.write('two');
    await it.close();
    expect(ended).to.deep.equal(['failed']);
    expect(disk.taken).to.deep.equal([]);
  });

  it('ends when the file cannot be made', async () => {
    const it = journal({ disk: { create: () => Promise.reject(new Error('EACCES')) } });
    it.write('one');
    await turns();
    expect(ended).to.deep.equal(['failed']);
  });

  describe('on a disk that never answers', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => (clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })));
    afterEach(() => clock.restore());

    it('lets go after two seconds', async () => {
      disk.block();
      const it = journal();
      it.write('one');
      await turns();
      let closed = false;
      const closing = it.close().then(() => (closed = true));
      await clock.tickAsync(1_999);
      expect(closed).to.equal(false);
      await clock.tickAsync(1);
      await closing;
      expect(closed).to.equal(true);
      disk.release();
    });
  });
});
