import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';

const program = fileURLToPath(new URL('slow-disk.test.support.js', import.meta.url));
const SYNC = 300;

interface Seen {
  readonly ticks: number;
  readonly order: readonly number[];
  readonly acknowledgedEarly: number;
}

describe('A store on a slow disk', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-slow-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('acknowledges after the sync, in order, in groups, and lets the process do other things', async function () {
    const trace = join(folder, 'trace');
    const store = join(folder, 'store');
    const slow = ['-e', 'trace=fdatasync,fsync', '-e', `inject=fdatasync,fsync:delay_enter=${SYNC * 1_000}`];
    const run = spawnSync('strace', ['-f', '-qq', '-o', trace, ...slow, process.execPath, program, store], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    if (run.error !== undefined || run.stdout === '') {
      process.stderr.write(
        `      skipped: strace cannot slow the disk down here (${run.error?.message ?? run.stderr})\n`,
      );
      this.skip();
    }
    const seen = JSON.parse(run.stdout) as Seen;
    expect(seen.acknowledgedEarly, 'acknowledged before the sync').to.equal(0);
    expect(seen.order).to.deep.equal(Array.from({ length: 41 }, (_, index) => index));
    expect(seen.ticks, 'the event loop stood still').to.be.above(SYNC / 10);
    const syncs = (await readFile(trace, 'utf8')).split('\n').filter((line) => /f(?:data)?sync\(/.test(line));
    expect(syncs.length, 'a sync for each change').to.be.within(2, 20);
  }).timeout(40_000);
});
