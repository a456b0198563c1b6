import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { repository } from '../repository.js';

/** A complaint about good code, or a missing one about code marked with `@ts-expect-error`, is an error of the compiler. */
function compile(dialect: string): { readonly status: number | null; readonly stdout: string } {
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const project = join(repository, 'test/types/fixtures', dialect);
  return spawnSync(process.execPath, [compiler, '-p', project, '--pretty', 'false'], { encoding: 'utf8' });
}

describe('The types of the decorators', () => {
  for (const [dialect, name] of [
    ['legacy', 'experimentalDecorators'],
    ['standard', 'standard decorators'],
  ] as const) {
    it(`let good handlers compile and wrong ones fail, with ${name}`, () => {
      const { status, stdout } = compile(dialect);
      expect(stdout).to.equal('');
      expect(status).to.equal(0);
    });
  }
});
