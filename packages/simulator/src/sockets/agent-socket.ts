import type { Account } from '../model/account.js';
import type { Agent } from '../model/agent.js';
import type { DomainEvent } from '../model/domain-event.js';
import { Refusal } from '../refusal.js';
import { agentRequestName } from '../wire/request-name.js';
import type { AgentWireVersion } from '../wire/v2-conversation.js';
import { AGENT_STRING, type AgentContext } from './agent-context.js';
import { conversationRequests } from './agent-conversation-requests.js';
import { messageRequests } from './agent-message-requests.js';
import { profileRequests } from './agent-profile-requests.js';
import { routingRequests } from './agent-routing-requests.js';
import { AgentSubscriptions } from './agent-subscriptions.js';
import { clockRequests } from './clock-requests.js';
import type { FrameSocket } from './frame-socket.js';
import type { RequestHandler } from './request-handler.js';

const { GetClock, KeepAlive } = clockRequests({ clockType: '.GetClock$Response', stringType: AGENT_STRING });

const requests: ReadonlyMap<string, RequestHandler<AgentContext>> = new Map(
  Object.entries({
    '.GetClock': GetClock,
    '.KeepAlive': KeepAlive,
    ...conversationRequests,
    ...messageRequests,
    ...profileRequests,
    ...routingRequests,
  }),
);

export interface AgentSocketOptions {
  readonly account: Account;
  readonly agent: Agent;
  readonly version: AgentWireVersion;
  readonly socket: FrameSocket;
}

/** The brand's side of the messaging service for one connection. Source: messaging.md §2, §5, §6. */
export class AgentSocket {
  readonly agent: Agent;
  readonly socket: FrameSocket;
  private readonly subscriptions: AgentSubscriptions;

  constructor(options: AgentSocketOptions) {
    this.agent = options.agent;
    this.socket = options.socket;
    this.subscriptions = new AgentSubscriptions(options);
    const context: AgentContext = { ...options, subscriptions: this.subscriptions };
    options.account.agentConnected(options.agent);
    this.socket.serve(
      (request) => {
        const answer = requests.get(agentRequestName(request.type));
        if (answer === undefined) throw new Refusal(400, 'Bad Request, unknown request type');
        return answer(context, request);
      },
      () => options.account.agentDisconnected(options.agent),
    );
  }

  tell(event: DomainEvent): void {
    if (this.socket.isOpen) this.subscriptions.tell(event);
  }
}
