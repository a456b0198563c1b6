import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { JsonOutline } from './json-outline.js';
import { asJson, JsonShape } from './json-shape.js';

const paths =
  'a b c d e f g h id kind list none absent body body.sequence body.kind body.deep body.deep.id body.deep.kind last last.id';
const shape = new JsonShape(paths.split(' '));
const outline = new JsonOutline(shape);
const slot = (path: string): number => shape.slotOf(path);
const read = (text: string, deepest = 64): string => outline.read(Buffer.from(text), deepest);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** What `JSON.parse` makes of the text, and what it must not be left to. */
const expected = (text: string): string => (isJson(text) ? 'json' : 'malformed');

describe('JsonOutline', () => {
  it('finds values by their names, and knows their texts and numbers', () => {
    expect(
      read(' {"kind" : "resp", "body":{"sequence":12,"kind":"ünïcode"}, "list":[1,{"sequence":3}],"none":null} '),
    ).to.equal('json');
    expect(outline.is(slot('kind'), asJson('resp'))).to.equal(true);
    expect(outline.is(slot('kind'), asJson('res'))).to.equal(false);
    expect(outline.count(slot('body.sequence'))).to.equal(12);
    expect(outline.text(slot('body.kind'), 9)).to.equal('ünïcode');
    expect(outline.text(slot('body.kind'), 8)).to.equal(undefined);
    expect(outline.json(slot('list'))).to.equal('[1,{"sequence":3}]');
    expect(outline.isNull(slot('none'))).to.equal(true);
    expect(['none', 'absent', 'body.deep'].map((path) => outline.has(slot(path)))).to.deep.equal([true, false, false]);
  });

  it('knows nothing of what is not there', () => {
    read('{"kind":"resp"}');
    expect(outline.is(slot('absent'), asJson(''))).to.equal(false);
    expect(outline.isNull(slot('absent'))).to.equal(false);
    expect(outline.text(slot('absent'), 9)).to.equal(undefined);
    expect(outline.count(slot('absent'))).to.equal(undefined);
    expect(outline.sizeOf(slot('body'))).to.equal(-1);
    expect(outline.areSame(slot('absent'), slot('none'))).to.equal(false);
  });

  it('counts the fields of an object in which something is looked for, the others among them', () => {
    const size = (text: string): number => [read(text), outline.sizeOf(slot('body'))][1] as number;
    expect(['{"body":{}}', '{"body":{"x":1,"kind":{"y":2}}}', '{"body":[1,2]}'].map(size)).to.deep.equal([0, 2, -1]);
  });

  it('takes the last of several fields with one name, as JSON.parse does', () => {
    read('{"id":"first","id":"last"}');
    expect(outline.text(slot('id'), 10)).to.equal('last');
  });

  for (const last of ['{"kind":"last"}', '{"deep":{}}', '{}', '7', '[]']) {
    it(`shows nothing of an object in whose place ${last} came later`, () => {
      read(`{"body":{"sequence":1,"deep":{"id":"first"}},"last":{"id":"b"},"body":${last}}`);
      expect(outline.json(slot('body'))).to.equal(last);
      expect(['body.sequence', 'body.deep.id', 'body.deep.kind'].map((path) => outline.has(slot(path)))).to.deep.equal([
        false,
        false,
        false,
      ]);
      expect(outline.text(slot('last.id'), 9)).to.equal('b');
    });
  }

  it('gives no text for one with escapes, and no number for what is no short whole one', () => {
    read('{"a":"\\u0041","b":"","c":1.5,"d":-1,"e":"7","f":1234567890123456,"g":1e3,"h":true}');
    for (const name of ['a', 'b', 'c', 'h']) expect(outline.text(slot(name), 99), name).to.equal(undefined);
    for (const name of ['c', 'd', 'e', 'f', 'g', 'h']) expect(outline.count(slot(name)), name).to.equal(undefined);
  });

  it('shows no names with escapes where it looks for some', () => {
    expect(read('{"\\u0069d":1}')).to.equal('unsuited');
    expect(read('{"list":[{"\\u0069d":1}]}')).to.equal('json');
  });

  it('says how deep is too deep', () => {
    expect([read('[[[]]]', 3), read('[[[]]]', 2), read('{"a":[{}]}', 3), read('{"a":[{}]}', 2)]).to.deep.equal([
      'json',
      'deep',
      'json',
      'deep',
    ]);
    expect([read('{"body":{"deep":{}}}', 3), read('{"body":{"deep":{}}}', 2)]).to.deep.equal(['json', 'deep']);
    expect(read(`${'['.repeat(500_000)}`)).to.equal('deep');
  });

  for (const text of [
    '',
    ' ',
    '{',
    '"',
    '"\\',
    '"\\u12',
    '"\\x"',
    '"\t"',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '[1,]',
    '[,1]',
    '[1 2]',
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '1e+',
    '+1',
    '0x1',
    'tru',
    'nulll',
    'NaN',
    "'a'",
    '{} {}',
    '\ufeff{}',
    '{}\u00a0',
    '[1]\0',
    '-0.5E-7',
    '[0,-0,1E9,"\\"\\\\\\/\\b\\f\\n\\r\\t\\uD83D"]',
    '\n\r\t [ ]',
    '"\u2028"',
  ]) {
    it(`takes ${JSON.stringify(text)} for what JSON.parse takes it`, () => {
      expect(read(text)).to.equal(expected(text));
    });
  }

  it('agrees with JSON.parse about any text that was JSON before something happened to it', () => {
    const hurt = fc
      .record({
        json: fc.json({ maxDepth: 3 }),
        at: fc.nat(),
        cut: fc.nat(3),
        put: fc.constantFrom(...Array.from('"\\{}[]:,-.e0 tfnu\u0001é')),
      })
      .map(({ json, at, cut, put }) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + put + json.slice(place + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 3 }), hurt, fc.string()), (text) => {
        const found = read(text.toWellFormed());
        // What it does not show it need not have read to its end.
        if (found !== 'unsuited') expect(found).to.equal(expected(text.toWellFormed()));
      }),
      { numRuns: 3_000 },
    );
  });
});
