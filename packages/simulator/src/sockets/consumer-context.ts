import type { Account } from '../model/account.js';
import type { Consumer } from '../model/consumer.js';
import type { ConsumerSubscriptions } from './consumer-subscriptions.js';

/** What a request of one consumer socket works on. */
export interface ConsumerContext {
  readonly account: Account;
  readonly consumer: Consumer;
  readonly subscriptions: ConsumerSubscriptions;
}

/** Type of every string answer on the consumer side. */
export const CONSUMER_STRING = 'StringResponse';
