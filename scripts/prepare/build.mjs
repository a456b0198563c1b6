import { join } from 'node:path';
import { runToEnd } from './child.mjs';
import { matchOutput } from './output.mjs';
import { projects } from './projects.mjs';
import { root } from './root.mjs';

/** Compiles what has changed. Silent unless the compiler has something to say. */
export async function build() {
  projects().forEach(matchOutput);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { code } = await runToEnd(process.execPath, [compiler, '-b'], { cwd: root, stdio: 'inherit' });
  if (code !== 0) throw new Error('The sources do not compile, see above.');
}
