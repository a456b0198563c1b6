import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository, textOf } from '../repository.js';
import { npm } from './npm.js';

export interface Tarball {
  readonly name: string;
  readonly path: string;
  /** What is in it, as paths from the root of the package. */
  readonly files: readonly string[];
  /** The files that its `exports` map promises, by condition: `types`, `default`. */
  readonly promised: readonly { readonly condition: string; readonly file: string }[];
}

const run = promisify(execFile);

interface PackReport {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Packs every package of `packages/` as it would be published. */
export async function packPackages(destination: string): Promise<readonly Tarball[]> {
  const folders = readdirSync(join(repository, 'packages'));
  const manifests = folders.map((folder) => JSON.parse(textOf(`packages/${folder}/package.json`)) as Manifest);
  const laidOut = join(destination, 'publish');
  await run(process.execPath, [join(repository, 'scripts/publishable.mjs'), laidOut]);
  const printed = await npm(
    ['pack', '--json', '--pack-destination', destination, ...folders.map((folder) => join(laidOut, folder))],
    destination,
  );
  const reports = JSON.parse(printed) as readonly PackReport[];
  return manifests.map((manifest) => {
    const report = reports.find(({ name }) => name === manifest.name);
    if (report === undefined) throw new Error(`npm did not pack ${manifest.name}.`);
    const files = report.files.map(({ path }) => path);
    return { name: manifest.name, path: join(destination, report.filename), files, promised: promisedBy(manifest) };
  });
}

const promisedBy = ({ exports }: Manifest): Tarball['promised'] =>
  Object.values(exports).flatMap((conditions) =>
    ['types', 'default'].map((condition) => ({ condition, file: (conditions[condition] ?? '').replace('./', '') })),
  );
