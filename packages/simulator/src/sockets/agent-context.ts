import type { Account } from '../model/account.js';
import type { Agent } from '../model/agent.js';
import type { AgentWireVersion } from '../wire/v2-conversation.js';
import type { AgentSubscriptions } from './agent-subscriptions.js';

/** What a request of one agent socket works on. */
export interface AgentContext {
  readonly account: Account;
  readonly agent: Agent;
  readonly version: AgentWireVersion;
  readonly subscriptions: AgentSubscriptions;
}

/** Type of every string answer on the agent side. */
export const AGENT_STRING = '.ReqBody$StringResp';
