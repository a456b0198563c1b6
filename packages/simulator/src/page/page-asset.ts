import { consoleAsset, type PageAsset, script, stylesheet } from '@holdfast/console/internal';
import { style } from './style.js';

/** No dot but the one before `js`: neither a parent folder nor a test can be named. */
const BROWSER = /^\/page\/(browser\/(?:[\w-]+\/)?[\w-]+\.js)$/;

/** What the page may load. `undefined` for any other path. */
export async function pageAsset(path: string): Promise<PageAsset | undefined> {
  if (path === '/page/style.css') return stylesheet(style);
  const file = BROWSER.exec(path)?.[1];
  return file === undefined ? consoleAsset(path) : script(new URL(file, import.meta.url));
}
