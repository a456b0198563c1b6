import { expect } from 'chai';
import { describe, it } from 'mocha';
import { matchCost } from './match-cost.js';

const at = (pattern: RegExp, length = 99): number => matchCost(pattern)(length);

describe('matchCost', () => {
  it('is the length of the text where the pattern leaves no choice', () => {
    expect(at(/\bhello\b/i)).to.equal(100);
    expect(at(/^\d{4}-\d{2}$/)).to.equal(100);
  });

  it('counts alternatives and optional parts once each', () => {
    expect(at(/\b(human|agent)\b/i)).to.equal(200);
    expect(at(/colou?r/)).to.equal(200);
    expect(at(/a{2,4}/)).to.equal(300);
  });

  it('grows by the length of the text with each open quantifier', () => {
    expect(at(/order (\d+)/)).to.equal(100 ** 2);
    expect(at(/(?<what>.*) (?:to|for) (?<whom>.*)x/)).to.equal(2 * 100 ** 3);
    expect(at(/(?:ab)+/)).to.equal(100 ** 2);
    expect(at(/a{2,}/)).to.equal(100 ** 2);
  });

  it('has no bound where a group repeats and leaves a choice inside', () => {
    for (const pattern of [/(a+)+$/, /(a|aa)*$/, /((a?))+b/, /(?:a{1,3}){20}/, /(x(a*))+y/, /(a?){30}a{30}/]) {
      expect(at(pattern), String(pattern)).to.equal(Infinity);
    }
  });

  it('counts a backreference like a quantifier', () => {
    expect(at(/(a)\1/)).to.equal(100 ** 2);
    expect(at(/(?<letter>a)\k<letter>/)).to.equal(100 ** 2);
  });

  it('does not take escapes and classes for choices', () => {
    expect(at(/\(\+\|\*\?\)/)).to.equal(100);
    expect(at(/[+*?|(){2,}]/)).to.equal(100);
    expect(at(/[^\]+*]/)).to.equal(100);
    expect(at(/\u{61}/u)).to.equal(100);
    expect(at(new RegExp('[[a+]--[b*]]', 'v'))).to.equal(100);
    expect(at(new RegExp('[[a]b]+', 'v'))).to.equal(100 ** 2);
  });
});
