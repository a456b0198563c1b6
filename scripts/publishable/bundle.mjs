import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { rollup } from 'rollup';
import { coarseMap } from './coarse-map.mjs';
import { doors } from './doors.mjs';
import { inAscii } from './in-ascii.mjs';
import { inlined } from './inlined.mjs';
import { required } from './required.mjs';
import { withoutComments } from './without-comments.mjs';

/**
 * Puts the compiled modules of one package together. Whatever another package brings stays an import, since it is that
 * package which is audited and mended; but for what the plan says is inlined.
 */
export async function bundle({ modules, input, output, plan }) {
  const inlining = inlined(plan.inlined);
  const entries = modules.filter(plan.entries).map((module) => [module, join(input, `${module}.js`)]);
  const leading = doors(Object.fromEntries(entries), plan);
  const moduleOf = (id) => relative(input, id).split(sep).join('/').replace(/\.js$/, '');
  const chunkOf = (id) => (plan.entries(moduleOf(id)) ? undefined : plan.chunk?.(moduleOf(id)));
  const build = await rollup({
    input: leading.input,
    external: (id) =>
      isForeign(id) && !inlining.takes(id) && !(id in { ...plan.required, ...plan.requiredAtCall, ...plan.doors }),
    treeshake: { moduleSideEffects: (id, foreign) => !foreign && !inlining.holds(id) },
    plugins: [leading, required(plan.required, plan.requiredAtCall), inlining, mapped, ascii, coarse],
    preserveEntrySignatures: 'strict',
    onwarn: refuse,
  });
  await build.write({
    dir: output,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    assetFileNames: '[name][extname]',
    manualChunks: (id) => inlining.chunkOf(id) ?? leading.chunkOf(id) ?? chunkOf(id),
    banner: ({ name }) => inlining.noticeOf(name),
    hoistTransitiveImports: false,
    generatedCode: 'es2015',
    sourcemap: true,
    sourcemapExcludeSources: true,
    // As if the sources lay beside `dist`, wherever this checkout lies.
    sourcemapPathTransform: (source, map) => {
      const path = resolve(dirname(map), source);
      const module = inlining.holds(path) ? inlining.sourceOf(path) : relative(dirname(input), path);
      return relative(dirname(map), join(dirname(output), module))
        .split(sep)
        .join('/');
    },
  });
  await build.close();
}

const isForeign = (id) => /^[^./\0]/.test(id) && !/^[A-Z]:/i.test(id);

/** Modules come with their source maps, so that lines in stack traces are those of the TypeScript. */
const mapped = {
  name: 'mapped',
  load: (id) =>
    existsSync(`${id}.map`)
      ? { code: withoutComments(readFileSync(id, 'utf8'), id), map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) }
      : undefined,
};

const ascii = {
  name: 'ascii',
  renderChunk: (code, { fileName }) => ({ code: inAscii(code, fileName), map: null }),
};

const coarse = {
  name: 'coarse',
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.fileName.endsWith('.js.map')) file.source = JSON.stringify(coarseMap(JSON.parse(file.source)));
    }
  },
};

/** `this` in the compiler's helpers, which know that there may be none; and modules that declare types alone. */
const HARMLESS = ['THIS_IS_UNDEFINED', 'EMPTY_BUNDLE'];

/** A bundle of which something else has to be warned is not published. */
function refuse({ code, message }) {
  if (!HARMLESS.includes(code)) throw new Error(message);
}
