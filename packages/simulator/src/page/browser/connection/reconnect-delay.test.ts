import { expect } from 'chai';
import { describe, it } from 'mocha';
import { reconnectDelay } from './reconnect-delay.js';

describe('reconnectDelay', () => {
  it('draws from a window that doubles from one second to thirty and stays there', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 2_000].map((attempt) => reconnectDelay(attempt, () => 1));
    expect(longest).to.deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('draws from the whole window', () => {
    expect(reconnectDelay(3, () => 0)).to.equal(0);
    expect(reconnectDelay(3, () => 0.25)).to.equal(1_000);
  });
});
