import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { contentSecurityPolicy } from './content-security-policy.js';

describe('The policy of a page', () => {
  it('allows its own files and nothing else', () => {
    const policy = contentSecurityPolicy({});
    expect(policy).to.contain("default-src 'none'").and.to.contain("frame-ancestors 'none'");
    expect(policy).to.contain("script-src 'self';").and.to.contain("connect-src 'self';");
    expect(policy).not.to.contain('unsafe');
  });

  it('allows what it is told, and one inline script by what it says', () => {
    const hash = createHash('sha256').update('{}').digest('base64');
    const policy = contentSecurityPolicy({ importMap: '{}', connect: ['http://127.0.0.1:*'], images: ['data:'] });
    expect(policy).to.contain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).to.contain("connect-src 'self' http://127.0.0.1:*;").and.to.contain("img-src 'self' data:;");
  });
});
