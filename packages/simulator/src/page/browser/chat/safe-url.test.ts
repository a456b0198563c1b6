import { expect } from 'chai';
import { describe, it } from 'mocha';
import { safeUrl } from './safe-url.js';

describe('safeUrl', () => {
  it('follows https anywhere, and http on this machine', () => {
    for (const url of [
      'https://example.com/a?b=c',
      'http://127.0.0.1:8080/x',
      'http://localhost/',
      'http://[::1]:3000/',
    ]) {
      expect(safeUrl(url), url).to.equal(url);
    }
  });

  it('follows nothing else', () => {
    const refused = [
      'http://example.com/',
      'http://127.0.0.1.example.com/',
      'http://localhost.example.com/',
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//example.com/',
      '/relative',
      'https://bank.example@evil.example/',
      `https://example.com/${'x'.repeat(2_048)}`,
      '',
      7,
      undefined,
    ];
    for (const url of refused) expect(safeUrl(url), String(url)).to.equal(undefined);
  });
});
