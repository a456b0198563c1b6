import { expect } from 'chai';
import { describe, it } from 'mocha';
import { guess } from './questions.js';

describe('A guess', () => {
  it('is sure if enough words fit', () => {
    const { question, confidence } = guess('How LONG does a delivery take?');
    expect([question.id, confidence]).to.deep.equal(['delivery-time', 1]);
  });

  it('is unsure with one word out of several, and has no idea without any', () => {
    expect(guess('My card is lost').confidence).to.equal(0.5);
    expect(guess('My cat ate it').confidence).to.equal(0);
  });
});
