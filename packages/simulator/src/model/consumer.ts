import type { JsonObject } from '@holdfast/core/protocol';
import type { Party } from './party.js';

/** A consumer, known from its first token on. */
export class Consumer implements Party {
  readonly kind = 'consumer';
  /** What `SetUserProfile` stored. */
  profile: JsonObject = {};
  /** What the brand has told of it: `ctmrinfo`, `personal` and the like. */
  engagementAttributes: readonly unknown[] = [];
  /** Properties of the device it last connected with. */
  clientProperties: JsonObject = { type: '.ClientProperties' };

  /** Open sockets of this consumer. */
  sockets = 0;

  constructor(readonly id: string) {}

  get pid(): string {
    return this.id;
  }

  /** Whether its window can show a second dialog, such as a survey. */
  get showsDialogs(): boolean {
    const features = this.clientProperties['features'];
    return Array.isArray(features) && features.includes('MULTI_DIALOG');
  }
}
