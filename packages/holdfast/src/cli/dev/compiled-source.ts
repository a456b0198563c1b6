import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { ConfigurationError } from '@holdfast/core/internal';
import { field, readList, readString } from '@holdfast/core/protocol';
import { runToEnd } from './run-to-end.js';
import type { Source } from './source.js';

/**
 * A bot in TypeScript, compiled by the project's own compiler and configuration: so decorators, paths and types are what
 * they are everywhere else.
 *
 * @throws ConfigurationError if there is no tsconfig.json, no compiler, or no folder for what it makes.
 */
export async function compiledSource(botFile: string, signal: AbortSignal): Promise<Source> {
  const config = configAbove(botFile);
  const folder = dirname(config);
  const compiler = compilerOf(config);
  const options = await shownConfig({ compiler, config, signal });
  const { rootDir, outDir } = options;
  const inside = relative(rootDir, botFile);
  if (inside.startsWith('..')) {
    throw new ConfigurationError('bot-file', `${botFile} lies outside of rootDir in ${config}. Name a file within it.`);
  }
  const program = join(outDir, inside.replace(/\.([cm]?)ts$/, '.$1js'));
  return {
    program,
    watched: [rootDir, config],
    ignored: [outDir],
    async build(ends) {
      const args = options.isBuild ? ['--build', config] : ['--project', config];
      const { code, output } = await runToEnd(compiler, [...args, '--pretty', 'false'], { folder, signal: ends });
      if (code !== 0) return { ok: false, says: output.trim() };
      if (existsSync(program)) return { ok: true, says: '' };
      return { ok: false, says: `The compiler made no ${program}. Does "include" in ${config} cover the bot?` };
    },
  };
}

function configAbove(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const config = join(folder, 'tsconfig.json');
    if (existsSync(config)) return config;
    if (folder === parse(folder).root) break;
  }
  throw new ConfigurationError(
    'tsconfig.json',
    `There is no tsconfig.json beside or above ${file}, and Node.js cannot run TypeScript with decorators by itself. Add one, or name a JavaScript file.`,
  );
}

/** The compiler is a program of its own: version 7 has no interface for programs. */
function compilerOf(config: string): string {
  try {
    return join(dirname(createRequire(config).resolve('typescript/package.json')), 'bin/tsc');
  } catch (error) {
    throw new ConfigurationError(
      'typescript',
      `The project of ${config} has no TypeScript compiler. Run: npm install --save-dev typescript`,
      { cause: error },
    );
  }
}

interface ShownConfig {
  readonly rootDir: string;
  readonly outDir: string;
  /** It is made of several projects. */
  readonly isBuild: boolean;
}

interface ConfigQuestion {
  readonly compiler: string;
  readonly config: string;
  readonly signal: AbortSignal;
}

/** As the compiler reads it: with all that it extends. */
async function shownConfig({ compiler, config, signal }: ConfigQuestion): Promise<ShownConfig> {
  const folder = dirname(config);
  const { code, output } = await runToEnd(compiler, ['--showConfig', '--project', config], { folder, signal });
  const shown = code === 0 ? parsed(output) : undefined;
  if (shown === undefined) {
    throw new ConfigurationError('tsconfig.json', `${config} cannot be read by the compiler: ${output.slice(0, 500)}`);
  }
  const options = field(shown, 'compilerOptions');
  const outDir = readString(field(options, 'outDir'));
  if (outDir === undefined) {
    throw new ConfigurationError('outDir', `${config} names no outDir. Add "outDir": "dist" and "rootDir": "src".`);
  }
  return {
    rootDir: resolve(folder, readString(field(options, 'rootDir')) ?? '.'),
    outDir: resolve(folder, outDir),
    isBuild: readList(field(shown, 'references')).length > 0,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
