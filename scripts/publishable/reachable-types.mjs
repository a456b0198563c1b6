import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The declarations that an import of a package leads to, from those that its manifest names: paths within the package. */
export function reachableTypes(folder, { exports }) {
  const reached = new Set();
  const ahead = Object.values(exports).map(({ types }) => join(types));
  for (let path = ahead.pop(); path !== undefined; path = ahead.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const text = readFileSync(join(folder, path), 'utf8');
    for (const [, module] of text.matchAll(/['"](\.{1,2}\/[^'"]+)\.js['"]/g)) {
      ahead.push(join(dirname(path), `${module}.d.ts`));
    }
  }
  return [...reached];
}
