import { posix } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseSync } from 'oxc-parser';
import { filesUnder, textOf } from '../repository.js';

const sources = filesUnder('packages').filter((path) => /\.tsx?$/.test(path));

describe('The files of this repository', () => {
  it('export names one by one', () => {
    const guilty = sources.filter((path) =>
      parseSync(path, textOf(path)).program.body.some(({ type }) => type === 'ExportAllDeclaration'),
    );
    expect(guilty, '`export *` makes names public by accident').to.deep.equal([]);
  });

  it('are called after what they hold, never after what they are for', () => {
    const vague = /^(?:utils?|helpers?|common|types?|managers?|misc|shared)$|-(?:utils?|helpers?|manager)$/;
    const guilty = sources.filter((path) => vague.test(posix.basename(path).replace(/\..*$/, '')));
    expect(guilty, 'name the file after its main export').to.deep.equal([]);
  });

  it('name no registry, so that everybody installs from the one that is configured', () => {
    const registry =
      /registry\.npmjs\.|registry\.yarnpkg\.|npm\.pkg\.github\.|npmmirror\.|^registry *=|"resolved": "https?:/m;
    const guilty = filesUnder('.').filter((path) => registry.test(textOf(path)));
    expect(guilty).to.deep.equal([]);
  });
});
