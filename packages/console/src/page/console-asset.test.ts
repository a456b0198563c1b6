import { expect } from 'chai';
import { describe, it } from 'mocha';
import { consoleAsset } from './console-asset.js';

describe('What pages load from the console', () => {
  it('is the style, the icon, and the compiled scripts for the browser', async () => {
    expect((await consoleAsset('/console/style.css'))?.type).to.equal('text/css; charset=utf-8');
    expect((await consoleAsset('/console/icon.svg'))?.type).to.equal('image/svg+xml');
    expect((await consoleAsset('/console/browser/session-page.js'))?.type).to.equal('text/javascript; charset=utf-8');
  });

  it('is no other file', async () => {
    const refused = [
      '/console/',
      '/console/browser/',
      '/console/browser/session-page.js.map',
      '/console/browser/session-page.test.js',
      '/console/browser/../port/serve-session.js',
      '/console/browser/..%2fport/serve-session.js',
      '/console/browser/a/b/c/d.js',
      '/console/port/serve-session.js',
      '/console/browser/gone.js',
      '/console/index.js',
    ];
    for (const path of refused) expect(await consoleAsset(path), path).to.equal(undefined);
  });
});
