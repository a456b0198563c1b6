import { readFileSync } from 'node:fs';

/** The version of the installed package `holdfast`, which is that of its siblings too. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const { version } = manifest as { readonly version: string };
  return version;
}
