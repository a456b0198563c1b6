import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isLoopbackAddress, isLoopbackHost, isLoopbackOrigin } from './loopback.js';

const strangers = [
  '',
  'example.com',
  'localhost.example.com',
  '127.0.0.1.example.com',
  'example.com:127',
  '127.0.0.1@example.com',
  '128.0.0.1',
  '[::2]',
  '0.0.0.0',
  'localhost:80:80',
  'localhost\n',
];

describe('A name of this machine', () => {
  it('is localhost and every address of the loopback interface, with any port', () => {
    for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1', '127.1.2.3:65535', '[::1]', '[::1]:4711']) {
      expect(isLoopbackHost(host), host).to.equal(true);
      expect(isLoopbackOrigin(`http://${host}`), host).to.equal(true);
      expect(isLoopbackOrigin(`https://${host}`), host).to.equal(true);
    }
  });

  it('is no other name, also not one that looks like it', () => {
    for (const host of strangers) {
      expect(isLoopbackHost(host), host).to.equal(false);
      expect(isLoopbackOrigin(`http://${host}`), host).to.equal(false);
    }
    expect(isLoopbackHost(undefined)).to.equal(false);
    for (const origin of ['null', 'localhost', 'file://', 'http://localhost/path']) {
      expect(isLoopbackOrigin(origin), origin).to.equal(false);
    }
  });

  it('is to be bound without brackets', () => {
    for (const address of ['localhost', '127.0.0.1', '::1']) expect(isLoopbackAddress(address), address).to.equal(true);
    for (const address of [...strangers, '::', '[::1]']) expect(isLoopbackAddress(address), address).to.equal(false);
  });
});
