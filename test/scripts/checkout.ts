import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from '../repository.js';

export interface Outcome {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** A small checkout in a temporary folder, with the scripts of this one and what it has installed. */
export class Checkout {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-scripts-')));

  constructor() {
    cpSync(join(repository, 'scripts'), join(this.folder, 'scripts'), { recursive: true });
    for (const file of ['package-lock.json', 'tsconfig.base.json']) {
      cpSync(join(repository, file), join(this.folder, file));
    }
    symlinkSync(join(repository, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
    this.write('package.json', JSON.stringify({ private: true, type: 'module' }));
    this.write('tsconfig.json', JSON.stringify({ files: [], references: [{ path: 'examples/sample' }] }));
    this.write(
      'examples/sample/tsconfig.json',
      JSON.stringify({
        extends: '../../tsconfig.base.json',
        compilerOptions: { rootDir: 'src', outDir: 'dist' },
        include: ['src'],
      }),
    );
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** Runs a script from a folder that has nothing to do with the checkout. */
  run(script: string, ...args: readonly string[]): Promise<Outcome> {
    return new Promise((resolve) => {
      const command = [join(this.folder, 'scripts', script), ...args];
      execFile(process.execPath, command, { cwd: tmpdir(), timeout: 60_000 }, (error, stdout, stderr) => {
        resolve({ code: error?.code ?? 0, stdout, stderr });
      });
    });
  }
}
