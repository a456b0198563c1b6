import { expect } from 'chai';
import { describe, it } from 'mocha';
import { filesUnder, textOf } from '../repository.js';

// A consumer counts, too, and tells of it in docs/consumer.md.
const sources = filesUnder('packages').filter(
  (path) => /\/src\/.*(?<!\.test)\.ts$/.test(path) && !path.includes('packages/consumer/'),
);
const inCode = new Set(
  sources.flatMap((path) => [...textOf(path).matchAll(/\boddity\('([a-z-]+)'/g)].map(([, kind]) => kind)),
);
const [, chapter = ''] = textOf('docs/operations.md').split('## Oddities');
const [table = ''] = chapter.split('\n## ');
const inDocs = [...table.matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind).filter((kind) => kind !== 'health');

describe('The oddities in docs/operations.md', () => {
  it('are all that a bot counts, once, and no other', () => {
    expect(inCode.size).to.be.above(10);
    expect(inDocs).to.have.members([...inCode]);
  });
});
