import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isOpen, nextOpening } from './opening-hours.js';

const at = (text: string) => new Date(`${text}:00Z`);

describe('The opening hours', () => {
  it('end at five, and on Saturday and Sunday do not begin', () => {
    expect(isOpen(at('2026-03-13T16:59'))).to.equal(true);
    expect(isOpen(at('2026-03-13T17:00'))).to.equal(false);
    expect(isOpen(at('2026-03-14T12:00'))).to.equal(false);
  });

  it('begin again in the morning, or after the weekend', () => {
    expect(nextOpening(at('2026-03-12T03:20'))).to.deep.equal(at('2026-03-12T09:00'));
    expect(nextOpening(at('2026-03-12T21:20'))).to.deep.equal(at('2026-03-13T09:00'));
    expect(nextOpening(at('2026-03-13T21:20'))).to.deep.equal(at('2026-03-16T09:00'));
  });
});
