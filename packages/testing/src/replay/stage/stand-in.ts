import { AgentRequest } from '@holdfast/core/protocol';
import type { Asked } from './fingerprint.js';
import type { DialogRecord } from './dialog-record.js';

/** Above every sequence of that night, so that what was recorded later finds its places free. */
const FIRST_SEQUENCE = 2 ** 40;

/** Answers what was not asked that night, as a platform would that has nothing against it. */
export class StandIn {
  readonly #record: DialogRecord;
  #given = 0;

  constructor(record: DialogRecord) {
    this.#record = record;
  }

  answer({ type, body }: Asked): unknown {
    this.#given += 1;
    switch (type) {
      case AgentRequest.publishEvent:
        return { sequence: FIRST_SEQUENCE + this.#given };
      case AgentRequest.queryMessages:
        return this.#record.page(body);
      case AgentRequest.subscribeConversations:
      case AgentRequest.subscribeRoutingTasks:
      case AgentRequest.subscribeAgentsState:
        return { subscriptionId: `replayed-${this.#given}` };
      default:
        return {};
    }
  }
}
