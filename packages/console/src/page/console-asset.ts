import { consoleStyle } from '../style/console-style.js';
import { icon } from './icon.js';
import { type PageAsset, script, stylesheet, svg } from './page-asset.js';
import { sharedModule } from './shared-module.js';

/** No dot but the one before `js`: neither a parent folder nor a test can be named. */
const BROWSER = /^\/console\/(browser\/(?:[\w-]+\/){0,2}[\w-]+\.js)$/;

/** What a page that shows a session loads below `/console/`. `undefined` for any other path. */
export async function consoleAsset(path: string): Promise<PageAsset | undefined> {
  if (path === '/console/style.css') return stylesheet(consoleStyle);
  if (path === '/console/icon.svg') return svg(icon);
  const file = BROWSER.exec(path)?.[1];
  return file === undefined ? sharedModule(path) : script(new URL(`../${file}`, import.meta.url));
}
