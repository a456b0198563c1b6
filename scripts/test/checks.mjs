import { join } from 'node:path';
import { runToEnd } from '../prepare/child.mjs';
import { root } from '../prepare/root.mjs';

export const checkFormat = () => check('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']);

export const lint = () => check('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--format=stylish']);

/** Counts as one test. What the tool prints goes straight to the terminal. */
async function check(name, program, args) {
  const begun = performance.now();
  const file = join(root, 'node_modules', program);
  const { code } = await runToEnd(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds, remark: '' };
}
