import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { redactText } from './redact-text.js';
import { Secrets } from './secrets.js';

const CANARY = 'canary-0a1b2c3d4e5f';
const secrets = new Secrets([CANARY]);
const clean = (text: string): string => redactText(text, secrets);

describe('redactText', () => {
  it('keeps a record on one line and a terminal unharmed', () => {
    expect(clean('a\r\n{"level":"info"}\u2028b\u0000c\u0085d')).to.equal(
      'a\\r\\n{"level":"info"}\\u2028b\\u0000c\\u0085d',
    );
    expect(clean('\u001b[31mred\u001b[0m \u001b]0;title\u0007text')).to.equal('red text');
    expect(clean('\u001bc \u202egnp.exe')).to.equal('\\u001bc \\u202egnp.exe');
  });

  it('gives one line of printable text for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(clean(text)).not.to.match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('leaves ordinary text as it is', () => {
    expect(clean('Grüße, 世界! 🎉')).to.equal('Grüße, 世界! 🎉');
  });

  it('finds a secret that terminal sequences had cut in two', () => {
    expect(clean(CANARY.replace('0a', '0\u001b[0ma'))).to.equal('[redacted]');
  });

  it('cuts a long text, and says so', () => {
    const cut = clean('x'.repeat(5_000));
    expect(cut).to.have.length(2_000);
    expect(cut).to.match(/x \[…\]$/);
  });

  it('shows no beginning of a secret wherever the cut goes through it', () => {
    const long = `canary-${'0a1b2c3d'.repeat(400)}`;
    for (let missing = 1; missing < long.length; missing += 100) {
      // five whole secrets shrink to a few words, so that the sixth, cut off at 20,000 characters, moves into view
      const text = `${long} `.repeat(5).padEnd(20_000 - long.length + missing, '-') + long;
      expect(redactText(text, new Secrets([long]))).not.to.include('canary');
    }
    for (let at = 1_975; at <= 2_000; at += 1) {
      expect(clean('x'.repeat(at) + CANARY)).not.to.include('can');
    }
  });

  it('takes linear time, so that hostile text cannot hold the process', () => {
    const hostile = [
      'eyJ',
      '-eyJ',
      'a.',
      'a://',
      '%25',
      '\\u005c',
      'bearer ',
      'token=',
      '"secret":"',
      '\u001b[',
      '\u001b]',
    ];
    for (const text of hostile) expect(clean(text.repeat(50_000)).length).to.be.at.most(2_000);
  });
});
