import { field, readList, readString, readText } from './read.js';

/** What an `AgentStateNotification` tells of one agent. Source: messaging.md §6.3. */
export interface AgentStateChange {
  /** As `<accountId>.<userId>`. */
  readonly agentId: string;
  /** `ONLINE`, `OCCUPIED`, `AWAY`, `BACK_SOON`, `OFFLINE`, or another word of the platform's. */
  readonly availability: string;
  /** The reason that the account gives such a state; often empty. */
  readonly description: string;
}

export const readAgentStates = (body: unknown): readonly AgentStateChange[] =>
  readList(field(body, 'changes')).flatMap((change) => {
    const result = field(change, 'result');
    const agentId = readText(field(result, 'agentUserId'), 256);
    const availability = readText(field(result, 'availability'), 64);
    if (agentId === undefined || availability === undefined || field(change, 'type') === 'DELETE') return [];
    return [{ agentId, availability, description: readString(field(result, 'description')) ?? '' }];
  });
