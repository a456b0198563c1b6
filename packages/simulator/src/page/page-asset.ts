import { consoleAsset, type PageAsset, script, stylesheet } from '@holdfast/console/internal';
import { style } from './style.js';

/** No dot but the one before `js`: neither a parent folder nor a test can be named. */
const BROWSER = /^\/page\/(browser\/(?:[\w-]+\/)?[\w-]+\.js)$/;
/** What the wire vocabulary consists of, and nothing else of its package. */
const CORE = /^\/page\/core\/((?:protocol|(?:protocol|errors)\/[\w-]+)\.js)$/;

/** What the page may load. `undefined` for any other path. */
export async function pageAsset(path: string): Promise<PageAsset | undefined> {
  if (path === '/page/style.css') return stylesheet(style);
  const file = scriptFile(path);
  return file === undefined ? await consoleAsset(path) : await script(file);
}

function scriptFile(path: string): URL | undefined {
  const own = BROWSER.exec(path)?.[1];
  if (own !== undefined) return new URL(own, import.meta.url);
  const core = CORE.exec(path)?.[1];
  return core === undefined ? undefined : new URL(core, import.meta.resolve('@holdfast/core/protocol'));
}
