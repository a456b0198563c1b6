import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConfigurationError } from '../errors/configuration.js';
import { defaultDeliveryOptions, type DeliveryChoices, deliveryOptions } from './options.js';

describe('deliveryOptions', () => {
  it('gives the defaults where nothing is chosen, also for an explicit undefined', () => {
    expect(deliveryOptions()).to.deep.equal(defaultDeliveryOptions);
    expect(deliveryOptions({ receiptDelay: undefined } as unknown as DeliveryChoices).receiptDelay).to.equal(200);
  });

  it('merges a part of the loop options', () => {
    expect(deliveryOptions({ loop: { replies: Infinity } }).loop).to.deep.equal({
      replies: Infinity,
      within: 10_000,
      pause: 60_000,
    });
  });

  const wrong: readonly (readonly [option: string, choices: object])[] = [
    ['maxConcurrentHandlers', { maxConcurrentHandlers: 0 }],
    ['handlerTimeout', { handlerTimeout: Number.NaN }],
    ['historyPage', { historyPage: '200' }],
    ['loop.within', { loop: { within: -1 } }],
    ['retryDelays[1]', { retryDelays: [1, -1] }],
    ['lowWater', { lowWater: 1_000 }],
    ['onJoin', { onJoin: 'some' }],
  ];
  for (const [option, choices] of wrong) {
    it(`refuses a wrong ${option} by name`, () => {
      expect(() => deliveryOptions(choices)).to.throw(ConfigurationError, option.split('.').at(-1));
    });
  }
});
