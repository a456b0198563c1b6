import { describe, it } from 'mocha';
import { converse, hearNothing } from '../conversation.js';

describe('A bot under mocha', () => {
  it('converses in virtual time', () => converse({ time: 'virtual' }));
  it('converses in real time', () => converse({ time: 'real' })).timeout(10_000);
  it('(fails)', function () {
    return hearNothing({ test: this.test?.fullTitle() });
  });
});
