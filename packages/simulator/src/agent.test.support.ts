import type { BotUser } from './bot-user.js';
import type { Platform } from './platform.js';
import { at, PlainClient, post } from './plain-client.test.support.js';

export const SUBSCRIBE = '.ams.aam.SubscribeExConversations';
export const CHANGE = '.ams.aam.ExConversationChangeNotification';
export const TASK = '.ams.routing.RoutingTaskNotification';
export const MESSAGE = '.ams.ms.OnlineEventDistribution';

export const loginUrl = ({ url, accountId }: Platform) => `${url}/api/account/${accountId}/login?v=1.3`;

export const agentUrl = ({ port, accountId }: Platform, bearer: string, version = '2.1') =>
  `ws://127.0.0.1:${port}/ws_api/account/${accountId}/messaging/brand/${bearer}?v=${version}`;

export async function bearerOf(platform: Platform, bot: BotUser = platform.bots[0]): Promise<string> {
  const { body } = await post(loginUrl(platform), bot.credentials);
  return at(body, 'bearer') as string;
}

/** Logs a bot in and opens its socket. */
export async function openAgent(platform: Platform, bot: BotUser = platform.bots[0]): Promise<PlainClient> {
  return PlainClient.open(agentUrl(platform, await bearerOf(platform, bot)));
}

/** An agent socket that is online and subscribed to its conversations and rings, as messaging.md §10 lays out. */
export async function onlineAgent(platform: Platform, bot: BotUser = platform.bots[0]): Promise<PlainClient> {
  const agent = await openAgent(platform, bot);
  await agent.ask(SUBSCRIBE, { convState: ['OPEN'], agentIds: [bot.oldId] });
  await agent.next(CHANGE);
  await agent.ask('.ams.routing.SubscribeRoutingTasks', {
    channelType: 'MESSAGING',
    agentId: bot.oldId,
    brandId: platform.accountId,
  });
  await agent.next(TASK);
  await agent.ask('.ams.routing.SetAgentState', {
    channels: ['MESSAGING'],
    agentUserId: bot.oldId,
    availability: 'ONLINE',
  });
  return agent;
}

/** Waits for a ring, accepts it, and gives the conversation id once the agent is assigned. */
export async function acceptRing(agent: PlainClient): Promise<string> {
  const task = await agent.next(TASK, (body) => at(body, 'changes.0.result.ringsDetails.0.ringState') === 'WAITING');
  const ringId = at(task, 'changes.0.result.ringsDetails.0.ringId');
  await agent.ask('.ams.routing.UpdateRingState', { ringId, ringState: 'ACCEPTED' });
  const change = await agent.next(CHANGE);
  return at(change, 'changes.0.result.convId') as string;
}

export const textEvent = (message: string) => ({ type: 'ContentEvent', contentType: 'text/plain', message });
