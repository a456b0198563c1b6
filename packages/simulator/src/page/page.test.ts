import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Platform } from '../platform.js';
import { pageImportMap } from './import-map.js';
import { startSimulator } from '../start-simulator.js';

describe('The page', () => {
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator();
  });

  afterEach(() => platform.stop());

  const get = (path: string) => fetch(platform.url + path, { headers: { Connection: 'close' } });

  it('allows its own files and its import map, and no other code', async () => {
    const response = await get('/');
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    const importMap = /<script type="importmap">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(importMap).digest('base64');
    expect(policy).to.contain("default-src 'none'").and.to.contain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.to.contain('unsafe');
    expect(html).not.to.match(/\son\w+=|style=|<script>|<style/);
  });

  it('names nothing outside this server', async () => {
    expect(await (await get('/')).text()).not.to.match(/\b(?:https?|wss?):|["']\/\//);
    expect(await (await get('/page/style.css')).text()).not.to.match(/url\(|@import/);
  });

  it('serves every script that its scripts import', async () => {
    const { imports } = JSON.parse(pageImportMap) as { readonly imports: Readonly<Record<string, string>> };
    const waiting = ['/page/browser/main.js'];
    const seen = new Set<string>();
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await get(path);
      expect(response.status, path).to.equal(200);
      expect(response.headers.get('content-type')).to.equal('text/javascript; charset=utf-8');
      for (const [, specifier = ''] of (await response.text()).matchAll(/\bfrom ?['"]([@./\w-]+)['"]/g)) {
        waiting.push(new URL(imports[specifier] ?? specifier, platform.url + path).pathname);
      }
    }
    expect(seen.size).to.be.above(25);
  });

  it('serves no other file', async () => {
    const refused = [
      '/page/',
      '/page/page.js',
      '/page/browser/main.js.map',
      '/page/browser/chat/reduce.test.js',
      '/page/browser/..%2fpage.js',
      '/page/browser/%2e%2e/page.js',
      '/page/browser/chat/gone.js',
      '/console/browser/session/session-feed.test.js',
      '/console/core/index.js',
      '/console/core/bot/bot.js',
      '/console/core/protocol/../../package.json',
      '/console/modules/preact/package.js',
      '/console/modules/rxjs.js',
    ];
    for (const path of refused) expect((await get(path)).status, path).to.equal(404);
  });
});
