import type { JsonObject } from '../protocol/read.js';
import type { ServiceCallOptions } from './service-call.js';

/** A skill or a group of agents. */
export interface ConfigurationEntry {
  readonly id: string;
  readonly name?: string;
  readonly deleted: boolean;
  /** Every field as it came. */
  readonly fields: JsonObject;
}

/** A list of the account's configuration, to be read. Source: rest-and-auth.md §1.4, §6. */
export interface ConfigurationList {
  /** All entries, also those that are marked as deleted. Asks the platform each time. */
  list(options?: ServiceCallOptions): Promise<readonly ConfigurationEntry[]>;
}
