import { isObject, type JsonObject } from '@holdfast/core/protocol';
import type { Agent } from '../model/agent.js';
import type { Consumer } from '../model/consumer.js';
import { Refusal } from '../refusal.js';
import { text } from '../schema.js';
import type { AgentContext } from './agent-context.js';
import { handler, type RequestHandler } from './request-handler.js';

/** The object form, and the bare string that node-agent-sdk sends. Source: messaging.md §5.11. */
type ProfileBody = string | { readonly userId?: string };

export const profileRequests: Readonly<Record<string, RequestHandler<AgentContext>>> = {
  '.ams.userprofile.GetUserProfile': handler(
    { anyOf: [text(128), { type: 'object', properties: { userId: text(128) } }] },
    ({ account, agent }, body: ProfileBody) => {
      const userId = typeof body === 'string' ? body : (body.userId ?? agent.id);
      const other = account.agent(userId);
      const consumer = account.consumer(userId);
      if (!other && !consumer) throw new Refusal(400, 'Bad Request, user does not exist');
      return {
        type: '.ams.userprofile.GetUserProfile$Response',
        body: consumer ? consumerProfile(consumer) : agentProfile(other ?? agent),
      };
    },
  ),
};

const agentProfile = ({ id, settings }: Agent): JsonObject => ({
  userId: id,
  firstName: settings.nickname,
  lastName: '',
  role: 'AGENT',
  avatarUrl: '',
  description: '',
  privateData: {},
});

const consumerProfile = ({ id, profile }: Consumer): JsonObject => ({
  firstName: '',
  lastName: '',
  avatarUrl: '',
  description: '',
  claims: { iss: 'https://idp.liveperson.net', lp_sdes: [] },
  acr: 'loa0',
  authenticatedData: { lp_sdes: [] },
  ...profile,
  privateData: forAgents(profile['privateData']),
  userId: id,
  role: 'CONSUMER',
});

/** A consumer's window gives its address as `mail`; agents read it as `email`, older ones as `mail`. */
function forAgents(privateData: unknown): JsonObject {
  if (!isObject(privateData)) return {};
  const { mail } = privateData;
  return mail === undefined ? privateData : { email: mail, ...privateData };
}
