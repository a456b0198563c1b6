import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readNoProxy } from './no-proxy.js';

describe('A list of hosts without a proxy', () => {
  const cases: readonly (readonly [list: string, host: string, port: number, past: boolean])[] = [
    ['', 'example.com', 443, false],
    ['*', 'example.com', 443, true],
    ['example.com', 'example.com', 443, true],
    ['example.com', 'EXAMPLE.com', 443, true],
    ['example.com', 'api.example.com', 443, true],
    ['example.com', 'notexample.com', 443, false],
    ['example.com', 'example.com.evil.test', 443, false],
    ['.example.com', 'api.example.com', 443, true],
    ['*.example.com', 'api.example.com', 443, true],
    ['example.com.', 'example.com', 443, true],
    ['other.test, example.com', 'example.com', 443, true],
    ['other.test example.com', 'example.com', 443, true],
    ['example.com:8443', 'example.com', 8443, true],
    ['example.com:8443', 'example.com', 443, false],
    ['10.0.0.7', '10.0.0.7', 443, true],
    ['10.0.0.7', '10.0.0.70', 443, false],
    ['fd00::7', 'fd00::7', 443, true],
    ['[fd00::7]:8443', 'fd00::7', 8443, true],
    ['[fd00::7]:8443', 'fd00::7', 443, false],
    ['*:8443', 'example.com', 8443, true],
    ['*:8443', 'example.com', 443, false],
  ];
  for (const [list, host, port, past] of cases) {
    it(`'${list}' lets ${host}:${port} go ${past ? 'past' : 'through'} the proxy`, () => {
      expect(readNoProxy(list, { loopback: false })(host, port)).to.equal(past);
    });
  }

  for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '::1']) {
    it(`lets ${host} go past the proxy, unless it is asked to go through`, () => {
      expect(readNoProxy(undefined, { loopback: false })(host, 8_080)).to.equal(true);
      expect(readNoProxy(undefined, { loopback: true })(host, 8_080)).to.equal(false);
    });
  }

  it('does not take a name that begins like a loopback address for one', () => {
    expect(readNoProxy(undefined, { loopback: false })('127.0.0.1.example.com', 443)).to.equal(false);
  });

  it('may be a list of texts', () => {
    expect(readNoProxy(['a.test', 'b.test'], { loopback: false })('b.test', 443)).to.equal(true);
  });

  for (const [given, fault] of [
    [7, 'neither'],
    [[7], 'neither'],
    ['a.test:0', 'port'],
    ['a.test:', 'port'],
    ['a.test:70000', 'port'],
  ] as const) {
    it(`is refused as ${JSON.stringify(given)}`, () => {
      expect(() => readNoProxy(given, { loopback: false }))
        .to.throw(ConfigurationError, fault)
        .with.property('option', 'proxy.noProxy');
    });
  }
});
