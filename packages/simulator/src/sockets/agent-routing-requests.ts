import type { Availability } from '../model/agent.js';
import { Refusal } from '../refusal.js';
import { id, text } from '../schema.js';
import { AGENT_STRING, type AgentContext } from './agent-context.js';
import { handler, type RequestHandler } from './request-handler.js';

interface StateBody {
  readonly agentUserId: string;
  readonly availability: Availability;
}

interface RingBody {
  readonly ringId: string;
  readonly ringState: 'ACCEPTED' | 'REJECTED';
}

interface AgentBody {
  readonly agentId: string;
  readonly brandId: string | number;
}

const SUBSCRIBED = '.ams.GenericSubscribe$Response';

/** A user may watch and change his own state only. Source: messaging.md §5.4. */
function requireSelf({ account, agent }: AgentContext, agentId: string): void {
  if (account.agent(agentId) !== agent) throw new Refusal(401, 'Unauthorized, not the user of this connection');
}

/** The agent's state, his rings, and watching both. Source: messaging.md §5.3 to §5.6. */
export const routingRequests: Readonly<Record<string, RequestHandler<AgentContext>>> = {
  '.ams.routing.SetAgentState': handler(
    {
      type: 'object',
      required: ['channels', 'agentUserId', 'availability'],
      properties: {
        channels: { type: 'array', minItems: 1, items: { const: 'MESSAGING' } },
        agentUserId: text(128),
        availability: { enum: ['ONLINE', 'OCCUPIED', 'AWAY', 'BACK_SOON', 'OFFLINE'] },
      },
    },
    (context, { agentUserId, availability }: StateBody) => {
      requireSelf(context, agentUserId);
      context.account.setAvailability(context.agent, availability);
      return { code: 202, type: AGENT_STRING, body: 'Agent state updated successfully' };
    },
  ),

  '.ams.routing.SubscribeAgentsState': handler(
    { type: 'object', required: ['brandId', 'agentId'], properties: { brandId: id, agentId: text(128) } },
    (context, { agentId }: AgentBody) => {
      requireSelf(context, agentId);
      const subscriptionId = context.subscriptions.addStates();
      return {
        type: SUBSCRIBED,
        body: { subscriptionId },
        after: () => context.subscriptions.stateSnapshot(subscriptionId),
      };
    },
  ),

  '.ams.routing.SubscribeRoutingTasks': handler(
    {
      type: 'object',
      required: ['channelType', 'agentId', 'brandId'],
      properties: { channelType: { const: 'MESSAGING' }, agentId: text(128), brandId: id },
    },
    (context, { agentId }: AgentBody) => {
      requireSelf(context, agentId);
      const subscriptionId = context.subscriptions.addRouting();
      return {
        type: SUBSCRIBED,
        body: { subscriptionId },
        after: () => context.subscriptions.routingSnapshot(subscriptionId),
      };
    },
  ),

  '.ams.routing.UpdateRoutingTaskSubscription': handler(
    {
      type: 'object',
      required: ['subscriptionId', 'brandId', 'agentId'],
      properties: { subscriptionId: text(64), brandId: id, agentId: text(128) },
    },
    (context, { agentId, subscriptionId }: AgentBody & { readonly subscriptionId: string }) => {
      requireSelf(context, agentId);
      if (!context.subscriptions.hasRouting(subscriptionId)) {
        throw new Refusal(400, 'Bad Request, subscription does not exist');
      }
      return {
        type: SUBSCRIBED,
        body: { subscriptionId },
        after: () => context.subscriptions.routingSnapshot(subscriptionId),
      };
    },
  ),

  '.ams.routing.UpdateRingState': handler(
    {
      type: 'object',
      required: ['ringId', 'ringState'],
      properties: { ringId: text(256), ringState: { enum: ['ACCEPTED', 'REJECTED'] } },
    },
    ({ account, agent }, { ringId, ringState }: RingBody) => {
      account.answerRing(agent, ringId, ringState);
      return { code: 202, type: AGENT_STRING, body: 'Ring state updated successfully' };
    },
  ),
};
