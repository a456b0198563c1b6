import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { repository, textOf } from '../repository.js';

const script = (name: string): Promise<unknown> =>
  import(pathToFileURL(join(repository, 'scripts/publishable', name)).href) as Promise<unknown>;

/** Compiled by `tsc`, as everything is that is laid out. */
const code = textOf('packages/transport/dist/socket.js');
const map = JSON.parse(textOf('packages/transport/dist/socket.js.map')) as SourceMapPayload;

describe('A coarse source map', () => {
  let coarseMap: (map: SourceMapPayload) => SourceMapPayload;
  before(async () => {
    ({ coarseMap } = (await script('coarse-map.mjs')) as { readonly coarseMap: typeof coarseMap });
  });

  it('names the same line of the same source for every place, and is much smaller', () => {
    const coarse = coarseMap(map);
    const [fine, rough] = [new SourceMap(map), new SourceMap(coarse)];
    const placeIn = (found: SourceMap, line: number, column: number): string => {
      const entry = found.findEntry(line, column);
      return 'originalLine' in entry ? `${entry.originalSource}:${entry.originalLine}` : 'nowhere';
    };
    const lines = code.split('\n');
    expect(lines).to.have.length.above(100);
    lines.forEach((text, line) => {
      for (let column = 0; column < text.length; column += 1) {
        expect(placeIn(rough, line, column), `${line}:${column}`).to.equal(placeIn(fine, line, column));
      }
    });
    expect(coarse.mappings.length).to.be.below(map.mappings.length / 3);
  });
});

describe('Code without comments', () => {
  let withoutComments: (code: string, name: string) => string;
  before(async () => {
    ({ withoutComments } = (await script('without-comments.mjs')) as {
      readonly withoutComments: typeof withoutComments;
    });
  });

  it('keeps the number of each line', () => {
    const bare = withoutComments(code, 'socket.js').split('\n');
    const lines = code.split('\n');
    expect(bare).to.have.length(lines.length);
    const changed = lines.filter((line, index) => line !== bare[index]);
    expect(changed).to.have.length.above(10);
    expect(changed.every((line) => /^\s*(?:\/\*|\*|\/\/|[^\s].*\*\/$)/.test(line))).to.equal(true);
  });

  it('keeps a comment that shares its line with code', () => {
    const text = 'const a = 1; // one\nconst b = /* two */ 2;\n/* three */ const c = 3; /* four */\n';
    expect(withoutComments(text, 'x.js')).to.equal(text);
  });

  it('is not made from text that looks like a comment', () => {
    for (const text of ['const a = `\n// text\n`;', 'const a = `\n/* text\n*/\n`;']) {
      expect(() => withoutComments(text, 'x.js')).to.throw('x.js has text that looks like a comment');
    }
  });
});

describe('Code in ASCII', () => {
  let inAscii: (code: string, name: string) => string;
  before(async () => {
    ({ inAscii } = (await script('in-ascii.mjs')) as { readonly inAscii: typeof inAscii });
  });

  it('means the same', () => {
    const text = `const a = '…', b = /[−–]/.test('−'), c = \`\${a}😀\`;\nexport default [a, b, c];\n`;
    const written = inAscii(text, 'x.js');
    expect(written).to.match(/^[\0-\x7f]+$/);
    const value = (code: string): unknown => runInNewContext(code.replace('export default', ';'));
    expect(value(written)).to.deep.equal(value(text));
    expect(written.split('\n')).to.have.length(3);
  });

  it('is not made where an escape would mean something else', () => {
    for (const text of ["'\\…'", 'String.raw`…`']) {
      expect(() => inAscii(text, 'x.js')).to.throw('x.js has text that would not survive');
    }
  });
});
