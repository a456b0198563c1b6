import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { repository } from '../repository.js';
import { sessionMutants } from './mutants/session-mutants.js';

const RUN_MODEL = fileURLToPath(new URL('./mutants/run-model.js', import.meta.url));

interface Verdict {
  readonly failed: boolean;
  readonly said: string;
}

/** What the model test says, with a seed of its own that repeats; of the session as it is, if no mutant is named. */
async function modelTest(mutant?: number): Promise<Verdict> {
  const said = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string => stdout + stderr;
  try {
    const ended = await promisify(execFile)(process.execPath, [RUN_MODEL, String(mutant)], {
      env: { ...process.env, MODEL_SEED: '7', MODEL_SHRINK: 'off' },
      timeout: 120_000,
      killSignal: 'SIGKILL',
    });
    return { failed: false, said: said(ended) };
  } catch (error) {
    return { failed: true, said: said(error as { readonly stdout: string; readonly stderr: string }) };
  }
}

describe('The model test of the session', function () {
  this.timeout(130_000);

  it('finds nothing wrong with the session as it is', async () => {
    const { failed, said } = await modelTest();
    expect(failed, said).to.equal(false);
  });

  for (const [index, { name, verdict }] of sessionMutants.entries()) {
    it(`notices when ${name}`, async () => {
      const { failed, said } = await modelTest(index);
      expect(failed, 'noticed').to.equal(true);
      expect(said)
        .to.match(verdict)
        .and.match(/seed: 7\b/)
        .and.match(/Counterexample: /);
    });
  }

  it('is shown in docs/session.md to notice each of these', () => {
    const page = readFileSync(join(repository, 'docs/session.md'), 'utf8');
    for (const { name } of sessionMutants) expect(page).to.match(new RegExp(`^\\| ${name} +\\|`, 'm'));
  });
});
