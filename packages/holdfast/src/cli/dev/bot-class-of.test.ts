import { expect } from 'chai';
import { describe, it } from 'mocha';
import { botClassOf } from './bot-class-of.js';

class Base {}
class Tea extends Base {}
class Coffee extends Base {}

describe('The bot of a module', () => {
  it('is its default export, whatever else there is', () => {
    expect(botClassOf({ Tea, Coffee, default: Coffee }, Base)).to.equal(Coffee);
  });

  it('is the only one that it exports, also under two names', () => {
    expect(botClassOf({ PRICE: 7, help: () => 1, none: null, Base, Tea, Drink: Tea }, Base)).to.equal(Tea);
  });

  it('is none where none is exported', () => {
    expect(botClassOf({ default: 7, run: () => undefined }, Base)).to.equal(undefined);
  });

  it('is not guessed among several', () => {
    expect(() => botClassOf({ Tea, Coffee }, Base)).to.throw('exports several bots: Tea, Coffee.');
  });
});
