import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { rollup } from 'rollup';

/**
 * Puts the compiled modules of one package together. Whatever another package brings stays an import: it is that package
 * which is audited and mended.
 */
export async function bundle({ modules, input, output, plan }) {
  const build = await rollup({
    input: Object.fromEntries(modules.filter(plan.entries).map((module) => [module, join(input, `${module}.js`)])),
    external: isForeign,
    treeshake: { moduleSideEffects: (id, foreign) => !foreign || id === 'reflect-metadata' },
    plugins: [mapped],
    preserveEntrySignatures: 'strict',
    onwarn: refuse,
  });
  const moduleOf = (id) => relative(input, id).split(sep).join('/').replace(/\.js$/, '');
  await build.write({
    dir: output,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    manualChunks: (id) => (plan.entries(moduleOf(id)) ? undefined : plan.chunk(moduleOf(id))),
    hoistTransitiveImports: false,
    generatedCode: 'es2015',
    sourcemap: true,
    sourcemapExcludeSources: true,
    // As if the sources lay beside `dist`, wherever this checkout lies.
    sourcemapPathTransform: (source, map) => {
      const module = relative(dirname(input), resolve(dirname(map), source));
      return relative(dirname(map), join(dirname(output), module))
        .split(sep)
        .join('/');
    },
  });
  await build.close();
}

const isForeign = (id) => /^[^./]/.test(id) && !/^[A-Z]:/i.test(id);

/** Modules come with their source maps, so that lines in stack traces are those of the TypeScript. */
const mapped = {
  name: 'mapped',
  load: (id) =>
    existsSync(`${id}.map`)
      ? { code: readFileSync(id, 'utf8'), map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) }
      : undefined,
};

/** `this` in the compiler's helpers, which know that there may be none; and modules that declare types alone. */
const HARMLESS = ['THIS_IS_UNDEFINED', 'EMPTY_BUNDLE'];

/** A bundle of which something else has to be warned is not published. */
function refuse({ code, message }) {
  if (!HARMLESS.includes(code)) throw new Error(message);
}
