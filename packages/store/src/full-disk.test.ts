import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailableError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { DurableStore } from './durable-store.js';
import { openDurableStore } from './open-durable-store.js';

const mount = (...words: readonly string[]): string => {
  const { status, stderr, error } = spawnSync('mount', words, { encoding: 'utf8' });
  return status === 0 ? '' : (error?.message ?? stderr.trim());
};

describe('A store on a disk of 64 KiB', () => {
  let disk: string;

  beforeEach(async function () {
    disk = await mkdtemp(join(tmpdir(), 'holdfast-disk-'));
    const refused = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk);
    if (refused === '') return;
    process.stderr.write(`      skipped: no small disk can be mounted here (${refused})\n`);
    this.skip();
  });
  afterEach(async () => {
    spawnSync('umount', [disk]);
    await rm(disk, { recursive: true });
  });

  const keyOf = (entry: number) => ({ conversationId: `c${entry}`, name: 'n' });

  /** Writes until the disk is full, and gives the number of acknowledged entries. */
  async function fill(store: DurableStore): Promise<number> {
    for (let entry = 0; entry < 1_000; entry += 1) {
      try {
        await store.set(keyOf(entry), 'x'.repeat(1_000));
      } catch (error) {
        expect(error).to.be.instanceOf(StoreUnavailableError);
        return entry;
      }
    }
    throw new Error('The disk never became full.');
  }

  it('refuses what has no room, still reads the rest, and recovers when there is room', async () => {
    const store = await openDurableStore({ folder: disk });
    const acknowledged = await fill(store);
    expect(acknowledged).to.be.above(5);
    const again: unknown = await store.set(keyOf(0), 'y'.repeat(1_000)).catch((error: unknown) => error);
    expect(again).to.be.instanceOf(StoreUnavailableError);

    expect(mount('-o', 'remount,size=2m', disk)).to.equal('');
    await store.set(keyOf(acknowledged), 'recovered');
    for (let entry = 0; entry < acknowledged; entry += 1) expect(await store.get(keyOf(entry))).not.to.equal(undefined);
    await store.close();

    const reopened = await openDurableStore({ folder: disk, mustExist: true });
    expect(reopened.opening.lost).to.equal('nothing');
    expect((await reopened.get(keyOf(acknowledged)))?.value).to.equal('recovered');
    await reopened.close();
  });

  it('is refused with a clear word if the disk is read-only', async () => {
    await (await openDurableStore({ folder: disk })).close();
    expect(mount('-o', 'remount,ro', disk)).to.equal('');
    const error: unknown = await openDurableStore({ folder: disk }).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'STORE_FOLDER');
    expect(String(error)).to.contain('read-only');
    expect(mount('-o', 'remount,rw', disk)).to.equal('');
    const store = await openDurableStore({ folder: disk });
    expect(store.opening.lost).to.equal('nothing');
    await store.close();
  });
});
