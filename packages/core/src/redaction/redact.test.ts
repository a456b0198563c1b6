import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { redact } from './redact.js';
import { Secrets } from './secrets.js';

const CANARIES = [
  'canary-password-0a1b',
  'canary appkey "q" \\ 2c3d',
  'canary/secret+4e5f==',
  'canary.access.token.6a7b',
  'canary~token~secret~8c9d',
  'canary&bearer=%2F%41-0e1f',
  'Canary-Cookie-äöü-2a3b',
  "canary-csrf-('*')-4c5d",
];

const encodings: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  percent: encodeURIComponent,
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ q: text }).toString(),
  json: (text) => JSON.stringify(text),
  'json twice': (text) => JSON.stringify(JSON.stringify(text)),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
};

const secrets = new Secrets(CANARIES.slice(0, 4));
secrets.add(...CANARIES.slice(4));

const clean = (value: unknown): unknown => redact(value, secrets);
const throws = (): never => {
  throw new Error('no');
};

/** A text with a canary in the middle, encoded as a whole. */
const planted = fc
  .tuple(fc.constantFrom(...CANARIES), fc.string(), fc.string(), fc.constantFrom(...Object.values(encodings)))
  .map(([canary, before, after, encode]) => encode(before + canary + after));

const anything = fc.anything({
  key: fc.oneof(planted, fc.string()),
  values: [
    planted,
    planted.map((text) => new Error(text, { cause: text })),
    planted.map((text) => Symbol(text)),
    fc.double(),
  ],
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  maxDepth: 4,
});

describe('redact', () => {
  it('never throws and never shows a canary, wherever and however it was planted', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = JSON.stringify(clean(value)) ?? '';
        for (const canary of CANARIES) {
          for (const [name, encode] of Object.entries(encodings)) {
            expect(text.includes(encode(canary)), `${name} of ${canary} in ${text}`).to.equal(false);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('copies plain facts as they are', () => {
    const facts = { accountId: '1234', attempt: 2, live: true, none: null, nested: { list: [1, 'two'] } };
    expect(clean(facts)).to.deep.equal(facts);
  });

  it('guards fields by their names, in objects, maps and flat lists of headers', () => {
    expect(
      clean({
        headers: { Authorization: 'x', 'set-cookie': ['a=b'], accept: 'json' },
        map: new Map([['csrf', 'x']]),
        rawHeaders: ['Cookie', 'a=b', 'Accept', 'json'],
        token: 17,
        bearer: undefined,
        password: true,
      }),
    ).to.deep.equal({
      headers: { Authorization: '[redacted]', 'set-cookie': '[redacted]', accept: 'json' },
      map: [['csrf', '[redacted]']],
      rawHeaders: ['Cookie', '[redacted]', 'Accept', 'json'],
      token: '[redacted]',
      bearer: undefined,
      password: true,
    });
  });

  it('tells of an error its name, message, facts, calls, causes and inner errors', () => {
    const inner = new AggregateError([new TypeError('one')], 'several');
    const error = Object.assign(new Error('outer', { cause: inner }), { code: 'X', status: 503, password: 'x' });
    const copy = clean(error);
    expect(copy).to.deep.include({ name: 'Error', message: 'outer', code: 'X', status: 503, password: '[redacted]' });
    expect(copy).to.have.nested.property('cause.errors[0].name', 'TypeError');
    expect(copy).to.have.nested.property('stack[0]').that.matches(/^at /);
  });

  it('survives errors whose parts throw', () => {
    const error = new Error('x');
    for (const name of ['stack', 'name', 'message', 'cause']) Object.defineProperty(error, name, { get: throws });
    expect(clean(error)).to.deep.equal({ name: '[unreadable]', message: '[unreadable]', cause: '[unreadable]' });
  });

  it('runs no getter, no toJSON and no trap of what it copies', () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const trapped = new Proxy(
      {},
      { ownKeys: throws, get: throws, getPrototypeOf: throws, getOwnPropertyDescriptor: throws },
    );
    const facts: unknown = Object.create(trapped, {
      getter: { enumerable: true, get: throws },
      toJSON: { enumerable: true, value: throws },
    });
    expect(clean([trapped, revoked.proxy])).to.deep.equal(['[proxy]', '[proxy]']);
    expect(clean(facts)).to.equal('[unreadable]');
    expect(
      clean({
        get computed() {
          return throws();
        },
        toJSON: throws,
      }),
    ).to.deep.equal({ computed: '[getter]', toJSON: '[function]' });
  });

  it('ends at cycles, and copies what is merely shared', () => {
    const shared = { n: 1 };
    const ring: Record<string, unknown> = { a: shared, b: shared };
    ring['self'] = ring;
    expect(clean(ring)).to.deep.equal({ a: { n: 1 }, b: { n: 1 }, self: '[circular]' });
  });

  it('bounds depth, width and size', () => {
    let deep: unknown = 'bottom';
    for (let n = 0; n < 100_000; n += 1) deep = { deep };
    expect(JSON.stringify(clean(deep)))
      .to.have.length.below(200)
      .and.include('[…]');

    expect(clean(Array.from({ length: 1_000_000 }, () => 0)))
      .to.have.length(51)
      .and.include('999950 more');
    const holes: unknown[] = [];
    holes.length = 4_294_967_295;
    expect(clean(holes)).to.have.length(51);

    const text = 'x'.repeat(3_000);
    const wide = Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => text));
    expect(JSON.stringify(clean(wide))).to.have.length.below(70_000);
  });

  it('names what is no data', () => {
    const values = [
      1n,
      Number.NaN,
      Symbol('s'),
      throws,
      Buffer.from('abc'),
      Promise.resolve(),
      new Date(Number.NaN),
      /x/u,
    ];
    expect(clean(values)).to.deep.equal([
      '1n',
      'NaN',
      'Symbol(s)',
      '[function]',
      '[3 bytes]',
      '[promise]',
      'Invalid Date',
      '/x/u',
    ]);
    expect(clean(new URL('https://user:pass@host/x'))).to.equal('https://[redacted]@host/x');
    expect(clean(Object.freeze({ at: new Date(0) }))).to.deep.equal({ at: '1970-01-01T00:00:00.000Z' });
  });

  it('keeps a field named __proto__ a field', () => {
    const copy = clean(JSON.parse('{"__proto__":{"polluted":1}}'));
    expect(copy).not.to.have.property('polluted');
    expect(JSON.stringify(copy)).to.equal('{"__proto__":{"polluted":1}}');
  });
});
