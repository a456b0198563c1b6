import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { secretForms } from './secret-forms.js';

const SECRET = 'p/a+s=s w\'ör"d';

const isIn = (text: string): boolean => secretForms(SECRET).some((form) => text.includes(form));

describe('secretForms', () => {
  const texts: readonly (readonly [where: string, text: string])[] = [
    ['a plain text', `it is ${SECRET}.`],
    ['a path', `/x/${encodeURIComponent(SECRET)}/y`],
    ['a path with lower-case escapes', encodeURIComponent(SECRET).replace(/%../g, (escape) => escape.toLowerCase())],
    ['a URL within a URL', encodeURIComponent(`https://host/?q=${encodeURIComponent(SECRET)}`)],
    ['a form', new URLSearchParams({ password: SECRET }).toString()],
    ['JSON', JSON.stringify({ body: SECRET })],
    ['JSON within JSON', JSON.stringify({ body: JSON.stringify({ body: SECRET }) })],
    ['JSON with escaped slashes', JSON.stringify({ body: SECRET }).replaceAll('/', '\\/')],
    ['hexadecimal', Buffer.from(SECRET).toString('hex')],
  ];
  for (const [where, text] of texts) {
    it(`finds the secret in ${where}`, () => {
      expect(isIn(text)).to.equal(true);
    });
  }

  it('finds the secret in the base64 of any text around it', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom('base64' as const, 'base64url' as const),
        (before, after, code) => {
          expect(isIn(Buffer.from(before + SECRET + after).toString(code))).to.equal(true);
        },
      ),
    );
  });

  it('finds a secret that was read with a line break at its end', () => {
    expect(secretForms('hunter2hunter2\n')).to.include('hunter2hunter2');
  });

  it('manages with any text as a secret, and begins with the longest form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 6 }), (secret) => {
        const lengths = secretForms(secret).map((form) => form.length);
        expect(lengths).to.deep.equal(lengths.toSorted((a, b) => b - a));
      }),
    );
    expect(() => secretForms('lone \ud800 surrogate')).not.to.throw();
  });
});
