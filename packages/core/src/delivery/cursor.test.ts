import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Cursor } from './cursor.js';

describe('Cursor', () => {
  it('tells the next sequence from those ahead and those done with', () => {
    const cursor = new Cursor();
    cursor.pass(0);
    cursor.pass(1);
    expect([0, 1, 2, 3].map((sequence) => cursor.place(sequence))).to.deep.equal(['past', 'past', 'next', 'ahead']);
  });

  it('remembers what was skipped until it turns up', () => {
    const cursor = new Cursor();
    cursor.skipTo(5);
    expect(cursor.missingFrom).to.equal(0);
    expect(cursor.place(3)).to.equal('skipped');
    cursor.pass(3);
    expect([2, 3, 4, 5].map((sequence) => cursor.place(sequence))).to.deep.equal([
      'skipped',
      'past',
      'skipped',
      'next',
    ]);
    for (const sequence of [0, 1, 2, 4]) cursor.pass(sequence);
    expect(cursor.missingFrom).to.equal(5);
  });

  it('holds a bounded number of skipped stretches', () => {
    const cursor = new Cursor();
    for (let n = 1; n <= 20; n += 1) cursor.skipTo(n * 10);
    expect(cursor.place(5)).to.equal('past');
    expect(cursor.place(195)).to.equal('skipped');
  });

  it('counts our own publishes as seen, in whatever order their answers come', () => {
    const cursor = new Cursor();
    cursor.own(2);
    cursor.own(1);
    expect(cursor.next).to.equal(0);
    cursor.pass(0);
    expect(cursor.next).to.equal(3);
    expect(cursor.place(2)).to.equal('past');
  });
});
