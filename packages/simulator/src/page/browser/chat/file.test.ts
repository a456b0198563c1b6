import { expect } from 'chai';
import { describe, it } from 'mocha';
import { grantedPath, readSharedFile } from './file.js';

const file = { caption: 'My tent', relativePath: '/v1/AUTH_async-images/12345678/ab-1.JPEG', fileType: 'JPEG' };

describe('A shared file', () => {
  it('is read from its message', () => {
    expect(readSharedFile(file)).to.deep.equal(file);
    const preview = 'data:image/png;base64,AAAA';
    expect(readSharedFile({ ...file, preview })?.preview).to.equal(preview);
  });

  it('lies in the file storage, and nowhere else', () => {
    const elsewhere = [
      '//evil.example/v1/x.PNG',
      'https://evil.example/v1/x.PNG',
      '/v1/../admin',
      '/v1/a/../../x',
      '/v1/a/%2e%2e/x',
      '/v1//evil.example/x',
      '/v1/x?redirect=1',
      '/v2/x.PNG',
      '\\v1\\x',
      '',
      7,
    ];
    for (const relativePath of elsewhere) expect(readSharedFile({ ...file, relativePath })).to.equal(undefined);
  });

  it('has a preview only if that is a small picture', () => {
    const odd = [
      'https://evil.example/p.png',
      'data:text/html;base64,AAAA',
      'data:image/svg+xml;base64,AAAA',
      'data:image/png;base64,AA"onerror="x',
      `data:image/png;base64,${'A'.repeat(70_000)}`,
    ];
    for (const preview of odd) expect(readSharedFile({ ...file, preview })).to.not.have.property('preview');
  });

  it('is fetched at the address that the platform grants, on this server', () => {
    const queryParams = { temp_url_sig: 'a&b', temp_url_expires: '7' };
    expect(grantedPath({ relativePath: '/v1/x.PNG', queryParams })).to.equal(
      '/v1/x.PNG?temp_url_sig=a%26b&temp_url_expires=7',
    );
    expect(grantedPath({ relativePath: '//evil.example/v1/x.PNG', queryParams })).to.equal(undefined);
    expect(grantedPath('a string')).to.equal(undefined);
  });
});
