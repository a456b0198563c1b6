import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { repository } from '../repository.js';

const bad: Readonly<Record<string, string>> = {
  'typescript(no-floating-promises)': `const go = async (): Promise<void> => undefined; go();`,
  'typescript(no-misused-promises)': `[1].forEach(async () => { await Promise.resolve(); });`,
  'typescript(no-explicit-any)': `export const loose: any = 1;`,
  'typescript(no-non-null-assertion)': `export const sure = (text?: string): string => text!;`,
  'import(no-default-export)': `export default 1;`,
  'import(no-cycle)': `import type { A } from './import-no-cycle-back.js'; export type B = A;`,
  'eslint(no-console)': `console.log('noise');`,
  'eslint(no-unused-vars)': `const idle = 1;`,
  'holdfast(no-export-all)': `export * from './import-no-cycle-back.js';`,
  'holdfast(no-nested-subscribe)': `import { of } from 'rxjs'; of(1).subscribe(() => { of(2).subscribe(() => undefined); });`,
};

const fileOf = (rule: string): string => `packages/sample/src/${rule.replace(')', '').replace('(', '-')}.ts`;

describe('The lint rules', () => {
  let folder = '';
  let output = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-lint-'));
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    cpSync(join(repository, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    cpSync(join(repository, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
    write('package.json', JSON.stringify({ type: 'module' }));
    write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, module: 'nodenext', target: 'es2022' } }));
    Object.entries(bad).forEach(([rule, text]) => write(fileOf(rule), text));
    write('packages/sample/src/import-no-cycle-back.ts', `export type { B as A } from './import-no-cycle.js';`);
    const oxlint = join(repository, 'node_modules/oxlint/bin/oxlint');
    output = spawnSync(process.execPath, [oxlint, '--type-aware', '--format=unix'], {
      cwd: folder,
      encoding: 'utf8',
    }).stdout;
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const rule of Object.keys(bad)) {
    it(`fail on ${rule}`, () => {
      const reported = output.split('\n').filter((line) => line.startsWith(fileOf(rule)));
      expect(reported.join('\n')).to.contain(`[Error/${rule}]`);
    });
  }
});
