import { Bot } from '@holdfast/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { botClassOf } from './bot-class-of.js';

class Tea extends Bot {}
class Coffee extends Bot {}

describe('The bot of a module', () => {
  it('is the only one that it exports, also under two names', () => {
    expect(botClassOf({ PRICE: 7, help: () => 1, none: null, List: Map, Tea, Drink: Tea })).to.equal(Tea);
  });

  it('is the default among several, unless one is named', () => {
    expect(botClassOf({ Tea, Coffee, default: Coffee })).to.equal(Coffee);
    expect(botClassOf({ Tea, Coffee, default: Coffee }, 'Tea')).to.equal(Tea);
  });

  it('is none where none is exported', () => {
    expect(botClassOf({ default: 7, run: () => undefined })).to.equal(undefined);
  });

  it('is not guessed among several, nor instead of the one that was named', () => {
    expect(() => botClassOf({ Tea, Coffee })).to.throw('these bots: Tea, Coffee. Say which one with --export');
    expect(() => botClassOf({ Tea }, 'Coffee')).to.throw('these bots: Tea.');
    expect(() => botClassOf({}, 'Coffee')).to.throw('these bots: none.');
  });
});
