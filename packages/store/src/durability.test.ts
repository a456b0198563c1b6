import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { StoreLockedError } from './errors.js';
import { openDurableStore } from './open-durable-store.js';

const program = fileURLToPath(new URL('writer.test.support.js', import.meta.url));
const KILLS = 30;

/** Lets a process write, kills it after so many acknowledgements, and gives the last value acknowledged for each entry. */
async function killed(folder: string, first: number, after: number): Promise<ReadonlyMap<string, number>> {
  const child = spawn(process.execPath, [program, folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged = new Map<string, number>();
  let rest = '';
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const complete = (rest + text).split('\n');
    rest = complete.pop() ?? '';
    for (const line of complete) {
      const [entry = '', value] = line.split(' ');
      acknowledged.set(entry, Number(value));
      lines += 1;
    }
    if (lines >= after) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  return acknowledged;
}

describe('A durable store', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it(`loses no acknowledged change when its process is killed ${KILLS} times`, async () => {
    let next = 1;
    for (let round = 0; round < KILLS; round += 1) {
      const acknowledged = await killed(folder, next, 1 + Math.floor(Math.random() * 300));
      const store = await openDurableStore({ folder });
      expect(store.opening, `round ${round}`).to.include({ lost: 'nothing', repaired: false });
      for (const [entry, value] of acknowledged) {
        const found = await store.get({ conversationId: `c${entry}`, name: 'n' });
        expect(found?.value, `round ${round}, entry ${entry}`).to.have.property('value').that.is.at.least(value);
        next = Math.max(next, value + 2);
      }
      await store.close();
    }
    expect(next, 'nothing was written').to.be.above(KILLS);
  }).timeout(120_000);

  it('refuses a second process, and says who holds it', async () => {
    const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.resume();
    const error: unknown = await openDurableStore({ folder }).catch((reason: unknown) => reason);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    expect(error).to.be.instanceOf(StoreLockedError).that.includes({ folder, code: 'STORE_LOCKED', transient: true });
    expect(error).to.have.nested.property('holder.pid', child.pid);
    expect(String(error)).to.contain(folder).and.to.contain(String(child.pid));
    const store = await openDurableStore({ folder });
    expect(store.opening.lost).to.equal('nothing');
    await store.close();
  });

  it('refuses to be opened twice in one process', async () => {
    const store = await openDurableStore({ folder });
    const error: unknown = await openDurableStore({ folder }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(StoreLockedError);
    await store.close();
  });
});
