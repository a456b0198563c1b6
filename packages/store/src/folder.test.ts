import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { StoreFolderError, StoreSchemaError } from './errors.js';
import { LEDGER_KEY } from './layout.js';
import { emptyLedger, encodeLedger, SCHEMA } from './ledger.js';
import { type DurableStoreOptions, openDurableStore } from './open-durable-store.js';

describe('The folder of a store', () => {
  let parent: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  const refusal = async (options: DurableStoreOptions): Promise<unknown> =>
    openDurableStore(options).then(
      async (store) => store.close(),
      (error: unknown) => error,
    );

  it('is made if only it is missing, and says that it was', async () => {
    const folder = join(parent, 'memory');
    const store = await openDurableStore({ folder });
    expect(store.opening).to.deep.equal({ created: true, repaired: false, lost: 'nothing', entries: 0 });
    await store.close();
    const again = await openDurableStore({ folder, mustExist: true });
    expect(again.opening.created).to.equal(false);
    await again.close();
  });

  it('is not made where its parent is missing: a disk may not be mounted', async () => {
    const error = await refusal({ folder: join(parent, 'mnt', 'memory') });
    expect(error).to.be.instanceOf(StoreFolderError);
    expect(String(error))
      .to.contain(join(parent, 'mnt', 'memory'))
      .and.to.contain('mounted');
    expect(await readdir(parent)).to.deep.equal([]);
  });

  it('must hold a store already if that is asked for', async () => {
    await mkdir(join(parent, 'empty'));
    for (const name of ['empty', 'missing']) {
      expect(await refusal({ folder: join(parent, name), mustExist: true })).to.be.instanceOf(StoreFolderError);
    }
  });

  it('is left alone if it holds something else, or is a file', async () => {
    await writeFile(join(parent, 'notes.txt'), 'mine');
    expect(String(await refusal({ folder: parent }))).to.contain('other files');
    expect(await refusal({ folder: join(parent, 'notes.txt') })).to.be.instanceOf(StoreFolderError);
    expect(await readdir(parent)).to.deep.equal(['notes.txt']);
  });

  it('must be permitted', async function () {
    const folder = join(parent, 'closed');
    await mkdir(folder, { mode: 0o500 });
    if (process.getuid?.() !== 0) {
      expect(String(await refusal({ folder }))).to.contain('permissions');
      return;
    }
    // Root may do everything: somebody else has to try.
    const module = new URL('open-durable-store.js', import.meta.url).href;
    const script = `import('${module}').then((m) => m.openDurableStore({ folder: '${folder}' })).catch((e) => console.log(e.code, e.message))`;
    await chmod(parent, 0o755);
    const nobody = 65_534;
    let said: string;
    try {
      said = execFileSync(process.execPath, ['-e', script], { uid: nobody, gid: nobody, cwd: '/', encoding: 'utf8' });
    } catch {
      process.stderr.write('      skipped: another user cannot run this checkout\n');
      this.skip();
    }
    if (said === '') this.skip();
    expect(said).to.contain('STORE_FOLDER').and.to.contain('permissions');
  });

  it('is not touched if a newer release wrote it', async () => {
    const folder = join(parent, 'newer');
    await (await openDurableStore({ folder })).close();
    const level = new ClassicLevel(join(folder, 'data'));
    await level.put(LEDGER_KEY, encodeLedger({ ...emptyLedger, schema: SCHEMA + 1 }));
    await level.close();
    const error = await refusal({ folder });
    expect(error)
      .to.be.instanceOf(StoreSchemaError)
      .that.includes({ found: SCHEMA + 1 });
    expect(await refusal({ folder }), 'the lock was not given back').to.be.instanceOf(StoreSchemaError);
  });
});
