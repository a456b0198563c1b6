import { expect } from 'chai';
import { describe, it } from 'mocha';
import { sizeAfterLoss, sizeAfterPage } from './page-size.js';

describe('The size of a page', () => {
  it('is halved by each loss, down to two events', () => {
    const sizes = [200];
    for (let size = 200; sizes.length < 10; sizes.push(size)) size = sizeAfterLoss(size, size);
    expect(sizes).to.deep.equal([200, 100, 50, 25, 12, 6, 3, 2, 2, 2]);
  });

  it('is halved once by a connection that takes many pages with it', () => {
    expect([200, 200, 200].reduce(sizeAfterLoss, 200)).to.equal(100);
  });

  it('grows slowly with full pages, up to what was wanted in the first place', () => {
    const grow = (size: number): number => sizeAfterPage(size, { asked: size, got: size, most: 200 });
    expect([1, 8, 9, 100, 190, 200].map(grow)).to.deep.equal([2, 9, 11, 113, 200, 200]);
  });

  it('stays where a page was not full, or was asked for before a loss', () => {
    expect(sizeAfterPage(50, { asked: 50, got: 49, most: 200 })).to.equal(50);
    expect(sizeAfterPage(50, { asked: 25, got: 25, most: 200 })).to.equal(50);
  });
});
