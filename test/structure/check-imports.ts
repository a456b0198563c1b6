import { posix } from 'node:path';
import { findCycles } from './find-cycles.js';
import { type ImportRules } from './floors.js';
import { type Import, type SourceFile } from './read-imports.js';

/** Every breach of the import rules, one readable line each; empty when there is none. */
export function checkImports(files: readonly SourceFile[], rules: ImportRules): readonly string[] {
  const known = new Set(files.map(({ path }) => path));
  const single = files.flatMap((file) => file.imports.flatMap((found) => checkImport({ file, found, known, rules })));
  return [...new Set([...single, ...missingPlaces(files, rules), ...fileCycles(files), ...folderCycles(files)])];
}

interface Context {
  readonly file: SourceFile;
  readonly found: Import;
  readonly known: ReadonlySet<string>;
  readonly rules: ImportRules;
}

function checkImport(context: Context): readonly string[] {
  const { file, found } = context;
  const breach = isRelative(found) ? relativeBreach(context) : namedBreach(context);
  return breach === undefined ? [] : [`${file.path}:${found.line} imports '${found.specifier}': ${breach}`];
}

function relativeBreach({ file, found, known, rules }: Context): string | undefined {
  const target = targetOf(file, found);
  const part = partOf(file.path);
  if (partOf(target) !== part) return 'a path never leaves its package; import the other package by its name.';
  if (!known.has(target)) return `there is no ${target}.`;
  const floors = rules.floors[part];
  if (floors === undefined || isTest(file.path)) return undefined;
  const [from, to] = [folderIn(part, file.path), folderIn(part, target)];
  if (from === undefined || from === to) return undefined;
  if (to === undefined) return `${from}/ must not import an entry point of its own package.`;
  const [fromFloor = 0, toFloor = 0] = [floors[from], floors[to]];
  if (toFloor > fromFloor) return `${from}/ is on floor ${fromFloor} and must not know ${to}/ on floor ${toFloor}.`;
  if (toFloor === fromFloor)
    return `${from}/ and ${to}/ are neighbours on floor ${toFloor} and must not know each other.`;
  return undefined;
}

function namedBreach({ file, found, rules }: Context): string | undefined {
  const { specifier } = found;
  const part = partOf(file.path);
  if (!isTest(file.path) && rules.forbidden[part]?.includes(withNodePrefix(specifier, rules.forbidden[part]))) {
    return `${part} must do without it.`;
  }
  if (!/^(?:@holdfast\/|holdfast(?:\/|$))/.test(specifier)) return undefined;
  const allowed = rules.parts[part] ?? [];
  if (allowed.includes(specifier)) return undefined;
  return `${part} may import ${allowed.length > 0 ? allowed.join(', ') : 'no package of this repository'} and nothing above.`;
}

const withNodePrefix = (specifier: string, modules: readonly string[]): string =>
  modules.includes(`node:${specifier}`) ? `node:${specifier}` : specifier;

function missingPlaces(files: readonly SourceFile[], rules: ImportRules): readonly string[] {
  return files.flatMap(({ path }) => {
    const part = partOf(path);
    if (!(part in rules.parts)) return [`${part} has no row in test/structure/floors.ts: say what it may import.`];
    const folder = folderIn(part, path);
    const floors = rules.floors[part];
    if (floors === undefined || folder === undefined || folder in floors) return [];
    return [`${part}/src/${folder} has no floor in test/structure/floors.ts: give it one.`];
  });
}

function fileCycles(files: readonly SourceFile[]): readonly string[] {
  const graph = new Map(
    files.map((file) => [file.path, new Set(file.imports.filter(isRelative).map((found) => targetOf(file, found)))]),
  );
  return findCycles(graph).map((ring) => `These files import each other: ${ring.join(' → ')}`);
}

/** Tests are left out: they may look at their own package from any side. So are entry points, which gather folders. */
function folderCycles(files: readonly SourceFile[]): readonly string[] {
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    if (!file.path.startsWith('packages/') || isTest(file.path) || isEntryPoint(file.path)) continue;
    const folder = posix.dirname(file.path);
    const targets = file.imports.filter(isRelative).map((found) => targetOf(file, found));
    const folders = targets.filter((target) => !isEntryPoint(target)).map((target) => posix.dirname(target));
    graph.set(folder, new Set([...(graph.get(folder) ?? []), ...folders]));
  }
  return findCycles(graph).map((ring) => `These folders import each other: ${ring.join(' → ')}`);
}

const isRelative = ({ specifier }: Import): boolean => specifier.startsWith('.');

/** `frame.test.ts`, and what several tests share: `loopback.test.support.ts`. */
const isTest = (path: string): boolean => path.includes('.test.');

/** A file at the top of `src`. */
const isEntryPoint = (path: string): boolean => posix.basename(posix.dirname(path)) === 'src';

const targetOf = (file: SourceFile, { specifier }: Import): string =>
  posix.join(posix.dirname(file.path), specifier).replace(/\.js$/, '.ts');

/** `packages/core` for a package; the top folder for everything else. */
const partOf = (path: string): string => (/^packages\/[^/]+/.exec(path) ?? /^[^/]+/.exec(path) ?? [path])[0];

/** The folder under `src` in which a file of a package lies, however deep; none for an entry point. */
const folderIn = (part: string, path: string): string | undefined =>
  /^src\/([^/]+)\//.exec(path.slice(part.length + 1))?.[1];
