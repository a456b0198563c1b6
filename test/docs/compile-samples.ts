import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../repository.js';
import { type Sample } from './read-samples.js';

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  moduleDetection: 'force',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Compiles the samples as files of one project that sees the packages of this repository, and returns the complaints
 * of the compiler with the place in the document: `README.md:12: error TS2304: …`.
 */
export function compileSamples(
  samples: readonly Sample[],
  options: { experimentalDecorators: boolean },
): readonly string[] {
  const folder = mkdtempSync(join(repository, 'test/dist/samples-'));
  try {
    samples.forEach(({ code }, index) => writeFileSync(join(folder, `${index}.ts`), code));
    const config = { compilerOptions: { ...compilerOptions, ...options }, include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0 && stdout === '') throw new Error(`The compiler failed: ${stderr}`);
    return stdout
      .split(/\r?\n(?=\S)/)
      .filter((complaint) => complaint.trim() !== '')
      .map((complaint) => located(complaint, samples));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function located(complaint: string, samples: readonly Sample[]): string {
  const { file, line, what } = /^(?<file>\d+)\.ts\((?<line>\d+),\d+\): (?<what>[^]*)$/.exec(complaint)?.groups ?? {};
  const sample = samples[Number(file)];
  return sample === undefined ? complaint : `${sample.document}:${sample.line + Number(line) - 1}: ${what?.trim()}`;
}
