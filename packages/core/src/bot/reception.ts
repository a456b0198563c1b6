import type { Delivery } from '../delivery/delivery.js';
import { type AgentIdentity, isAgent } from '../protocol/agent-id.js';
import { readAgentStates } from '../protocol/agent-state.js';
import type { NotificationFrame } from '../protocol/frame.js';
import { readMessageEvent } from '../protocol/message-event.js';
import { AgentNotification } from '../protocol/names.js';
import type { Dispatcher } from './dispatcher.js';
import type { EventHub } from './event-hub.js';
import type { BotEvent } from './events.js';
import type { RingDesk } from './ring-desk.js';
import type { Signals } from './signals.js';
import type { Subscriptions } from './subscriptions.js';

/** Whom the notifications of the platform concern. */
export interface Receivers {
  readonly hub: EventHub;
  readonly dispatcher: Dispatcher;
  readonly delivery: Delivery;
  readonly subscriptions: Subscriptions;
  readonly rings: RingDesk;
  readonly signals: Signals;
  self(): AgentIdentity;
  tell(event: BotEvent): void;
}

/** Takes a notification to those who listen to all of them, and then to whom it concerns. */
export function receive(notification: NotificationFrame, to: Receivers): void {
  to.hub.notify(notification);
  to.dispatcher.notified(notification);
  if (notification.type === AgentNotification.message) return receiveMessage(notification, to);
  const { type, body } = notification;
  switch (type) {
    case AgentNotification.conversationChange:
      return to.subscriptions.conversationsChanged(body);
    case AgentNotification.routingTask:
      return to.rings.notified(body);
    case AgentNotification.agentState:
      return receiveAgentStates(body, to);
    case AgentNotification.ringUpdated:
      return undefined;
    default:
      return to.signals.oddity('unknown-notification');
  }
}

/** What it says beside its event may have to be made first, so nobody looks at it. */
function receiveMessage(notification: NotificationFrame, { delivery, signals }: Receivers): void {
  const event = notification.event ?? readMessageEvent(notification.body, notification.metadata);
  if (event === undefined) signals.oddity('unreadable-message');
  else delivery.accept(event);
}

function receiveAgentStates(body: unknown, to: Receivers): void {
  for (const { agentId, availability, description } of readAgentStates(body)) {
    if (isAgent(to.self(), agentId)) to.tell({ type: 'agentState', availability, description });
  }
}
