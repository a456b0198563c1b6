import { type PageAsset, script } from './page-asset.js';

/** Modules that no page owns, by the names that they have in Node.js. */
const LIBRARIES = ['preact', 'preact/hooks', 'preact/jsx-runtime'];

/** What the wire vocabulary consists of, and nothing else of its package. */
const CORE = /^\/console\/core\/((?:protocol|(?:protocol|errors)\/[\w-]+)\.js)$/;

/** The names under which the scripts of a page import what is not theirs, for its import map. */
export const sharedModules: Readonly<Record<string, string>> = {
  '@holdfast/core/protocol': '/console/core/protocol.js',
  '@holdfast/console/browser': '/console/browser/index.js',
  ...Object.fromEntries(LIBRARIES.map((name) => [name, libraryPath(name)])),
};

/** One of them, by its path on the page's server. */
export async function sharedModule(path: string): Promise<PageAsset | undefined> {
  const library = LIBRARIES.find((name) => libraryPath(name) === path);
  if (library !== undefined) return script(new URL(import.meta.resolve(library)));
  const core = CORE.exec(path)?.[1];
  return core === undefined ? undefined : script(new URL(core, import.meta.resolve('@holdfast/core/protocol')));
}

function libraryPath(name: string): string {
  return `/console/modules/${name}.js`;
}
