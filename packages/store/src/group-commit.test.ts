import { StoreUnavailableError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { GroupCommit } from './group-commit.js';

/** A disk that finishes a group when it is told to. */
class SlowDisk {
  readonly groups: (readonly number[])[] = [];
  readonly #pending: ((error?: Error) => void)[] = [];

  readonly write = (group: readonly number[]): Promise<readonly (string | Error)[]> => {
    this.groups.push(group);
    return new Promise((resolve, reject) => {
      this.#pending.push((error) => {
        if (error === undefined) resolve(group.map((change) => (change < 0 ? new Error('no') : `v${change}`)));
        else reject(error);
      });
    });
  };

  async begun(): Promise<void> {
    while (this.#pending.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async finish(error?: Error): Promise<void> {
    await this.begun();
    this.#pending.shift()?.(error);
  }
}

describe('A group commit', () => {
  let disk: SlowDisk;
  let commits: GroupCommit<number, string>;

  beforeEach(() => {
    disk = new SlowDisk();
    commits = new GroupCommit({ write: disk.write, groupLimit: 3, limit: 5 });
  });

  it('writes what was added together at once, and what came meanwhile after that, in order', async () => {
    const first = [commits.add(1), commits.add(2)];
    await disk.begun();
    const later = [3, 4, 5, 6].map((change) => commits.add(change));
    await disk.finish();
    expect(await Promise.all(first)).to.deep.equal(['v1', 'v2']);
    await disk.finish();
    await disk.finish();
    expect(await Promise.all(later)).to.deep.equal(['v3', 'v4', 'v5', 'v6']);
    expect(disk.groups).to.deep.equal([[1, 2], [3, 4, 5], [6]]);
  });

  it('acknowledges nothing before its group is on the disk', async () => {
    let acknowledged = false;
    const added = commits.add(1).then(() => (acknowledged = true));
    await disk.begun();
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(acknowledged).to.equal(false);
    await disk.finish();
    await added;
  });

  it('rejects one change without the others, and a failed group without the next', async () => {
    const refused = commits.add(-1).catch((error: unknown) => error);
    const taken = commits.add(1);
    await disk.finish();
    expect(await refused).to.be.instanceOf(Error);
    expect(await taken).to.equal('v1');
    const lost = commits.add(2).catch((error: unknown) => error);
    await disk.finish(new Error('EIO'));
    expect(await lost).to.have.property('message', 'EIO');
    const next = commits.add(3);
    await disk.finish();
    expect(await next).to.equal('v3');
  });

  it('refuses more than can wait', async () => {
    const first = commits.add(0);
    await disk.begun();
    const waiting = [1, 2, 3, 4, 5].map((change) => commits.add(change));
    const refused: unknown = await commits.add(6).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(StoreUnavailableError);
    for (let group = 0; group < 3; group += 1) await disk.finish();
    await Promise.all([first, ...waiting]);
  });

  it('settles once everything is written', async () => {
    const added = commits.add(1);
    const settled = commits.settled();
    await disk.finish();
    await settled;
    expect(await added).to.equal('v1');
    await commits.settled();
  });

  it('takes a change that is added in the moment in which the last one is acknowledged', async () => {
    const chain = commits.add(1).then(() => commits.add(2));
    await disk.finish();
    await disk.finish();
    expect(await chain).to.equal('v2');
  });
});
