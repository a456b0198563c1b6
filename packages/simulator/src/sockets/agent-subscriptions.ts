import { randomUUID } from 'node:crypto';
import { AgentNotification } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import type { Agent } from '../model/agent.js';
import type { Conversation } from '../model/conversation.js';
import type { DomainEvent } from '../model/domain-event.js';
import { Refusal } from '../refusal.js';
import { routingTaskChange } from '../wire/routing-task.js';
import { v2Message } from '../wire/v2-message.js';
import { type AgentWireVersion, v2Conversation } from '../wire/v2-conversation.js';
import { type ConversationFilter, matches } from './conversation-filter.js';
import { ConversationSubscription } from './conversation-subscription.js';
import type { FrameSocket } from './frame-socket.js';

export interface AgentSubscriptionsOptions {
  readonly account: Account;
  readonly agent: Agent;
  readonly version: AgentWireVersion;
  readonly socket: FrameSocket;
}

/** What one agent socket has subscribed to, and the notifications that follow from it. They end with the socket. */
export class AgentSubscriptions {
  private readonly conversations = new Map<string, ConversationSubscription>();
  private readonly routing = new Set<string>();
  private readonly states = new Set<string>();

  constructor(private readonly options: AgentSubscriptionsOptions) {}

  addConversations(filter: ConversationFilter, id: string = randomUUID()): string {
    const { agent, version } = this.options;
    const seesAll = agent.settings.profile === 'agentManager';
    const subscription = new ConversationSubscription(
      (conversation) => (seesAll || conversation.includes(agent)) && matches(filter, conversation),
      (conversation) => v2Conversation(conversation, version),
    );
    this.conversations.set(id, subscription);
    return id;
  }

  /** @throws Refusal for an id that is not subscribed on this socket. */
  replaceConversations(id: string, filter: ConversationFilter): void {
    this.removeConversations(id);
    this.addConversations(filter, id);
  }

  /** @throws Refusal for an id that is not subscribed on this socket. */
  removeConversations(id: string): void {
    if (!this.conversations.delete(id)) throw new Refusal(400, 'Bad Request, subscription does not exist');
  }

  /** Sends all that matches a subscription now, also if that is nothing. */
  snapshot(id: string): void {
    const changes = this.conversations.get(id)?.snapshot(this.options.account.conversations.values()) ?? [];
    this.options.socket.notify(AgentNotification.conversationChange, { subscriptionId: id, changes });
  }

  addRouting(): string {
    const id = randomUUID();
    this.routing.add(id);
    return id;
  }

  hasRouting(id: string): boolean {
    return this.routing.has(id);
  }

  routingSnapshot(id: string): void {
    const { account, agent, socket } = this.options;
    const changes = account.routing.waitingFor(agent).map(({ task, ring }) => routingTaskChange(task, ring));
    socket.notify(AgentNotification.routingTask, { subscriptionId: id, changes });
  }

  addStates(): string {
    const id = randomUUID();
    this.states.add(id);
    return id;
  }

  stateSnapshot(id: string): void {
    const { agent, socket } = this.options;
    const result = {
      agentUserId: agent.id,
      channels: ['MESSAGING'],
      availability: agent.availability,
      description: '',
    };
    socket.notify(AgentNotification.agentState, { subscriptionId: id, changes: [{ type: 'UPSERT', result }] });
  }

  tell(event: DomainEvent): void {
    const { agent, socket } = this.options;
    switch (event.type) {
      case 'conversationChanged':
        return this.tellConversation(event.conversation);
      case 'published': {
        // Taking part is what makes messages come: the agent side has no subscription for them.
        const dialog = event.conversation.dialog(event.event.dialogId);
        if (dialog?.participation(agent)) socket.notify(AgentNotification.message, v2Message(event.event));
        return;
      }
      case 'ringChanged': {
        if (event.ring.agent !== agent) return;
        const changes = [routingTaskChange(event.task, event.ring)];
        for (const subscriptionId of this.routing) {
          socket.notify(AgentNotification.routingTask, { subscriptionId, changes });
        }
        return;
      }
      case 'agentStateChanged':
        if (event.agent === agent) for (const id of this.states) this.stateSnapshot(id);
    }
  }

  private tellConversation(conversation: Conversation): void {
    for (const [subscriptionId, subscription] of this.conversations) {
      const changes = subscription.changesFor(conversation);
      if (changes.length > 0) {
        this.options.socket.notify(AgentNotification.conversationChange, { subscriptionId, changes });
      }
    }
  }
}
