import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { JsonOutline, namesOf } from './json-outline.js';

const outline = new JsonOutline();
const find = (object: number, name: string): number => outline.fields(object, namesOf(name))[0] ?? Number.NaN;
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
    const body = find(0, 'body');
    expect(outline.is(find(0, 'kind'), 'resp')).to.equal(true);
    expect(outline.is(find(0, 'kind'), 'res')).to.equal(false);
    expect(outline.count(find(body, 'sequence'))).to.equal(12);
    expect(outline.text(find(body, 'kind'), 9)).to.equal('ünïcode');
    expect(outline.text(find(body, 'kind'), 8)).to.equal(undefined);
    expect(outline.json(find(0, 'list'))).to.equal('[1,{"sequence":3}]');
    expect(outline.isNull(find(0, 'none'))).to.equal(true);
    expect([find(0, 'sequence'), find(-1, 'kind'), find(find(0, 'list'), 'x')]).to.deep.equal([-1, -1, -1]);
  });

  it('takes the last of several fields with one name, as JSON.parse does', () => {
    read('{"id":"first","id":"last"}');
    expect(outline.text(find(0, 'id'), 10)).to.equal('last');
  });

  it('gives no text for one with escapes, and no number for what is no short whole one', () => {
    read('{"a":"\\u0041","b":"","c":1.5,"d":-1,"e":"7","f":1234567890123456,"g":1e3,"h":true}');
    for (const name of ['a', 'b', 'c', 'h']) expect(outline.text(find(0, name), 99), name).to.equal(undefined);
    for (const name of ['c', 'd', 'e', 'f', 'g', 'h']) expect(outline.count(find(0, name)), name).to.equal(undefined);
  });

  it('shows neither more values than it holds, nor names with escapes', () => {
    expect(read(JSON.stringify(Array.from({ length: 64 }, () => 0)))).to.equal('unsuited');
    expect(read('{"\\u0069d":1}')).to.equal('unsuited');
  });

  it('says how deep is too deep', () => {
    expect([read('[[[]]]', 3), read('[[[]]]', 2), read('{"a":[{}]}', 3), read('{"a":[{}]}', 2)]).to.deep.equal([
      'json',
      'deep',
      'json',
      'deep',
    ]);
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
