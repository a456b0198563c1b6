import { ACCOUNT } from './account.js';
import type { Dialog } from './agent.js';

const START = 1_700_000_000_000;
const CONSUMER_PROPERTIES =
  '{"type":".ClientProperties","appId":"webAsync","ipAddress":"203.0.113.9","deviceFamily":"DESKTOP","os":"OSX","osVersion":"13","integration":"WEB_SDK","integrationVersion":"3.0.32","browser":"CHROME","browserVersion":"120","features":["QUICK_REPLIES","RICH_CONTENT"]}';
const AGENT_PROPERTIES = '{"type":".ClientProperties"}';

/** What a consumer says, and what every client answers; the number tells which answer belongs to which message. */
export const said = (number: number): string => `#${number} Good morning, can you tell me where my order is, please?`;
export const ANSWER = 'You said: ';

export const response = (reqId: string, type: string, body: string): string =>
  `{"kind":"resp","reqId":"${reqId}","code":200,"type":"${type}","body":${body}}`;

export const publishedAt = (reqId: string, sequence: number): string =>
  `{"kind":"resp","reqId":"${reqId}","code":200,"type":".ams.ms.PublishEvent$Response","body":{"sequence":${sequence}}}`;

export const messageNotification = (event: string): string =>
  `{"kind":"notification","type":".ams.ms.OnlineEventDistribution","body":${event}}`;

/** A message of the consumer, live or from history. */
export const consumerMessage = ({ id, consumer }: Dialog, sequence: number, number: number): string =>
  `{"sequence":${sequence},"originatorId":"${consumer}","originatorPId":"${consumer}","originatorClientProperties":${CONSUMER_PROPERTIES},"originatorMetadata":{"id":"${consumer}","role":"CONSUMER","clientProperties":${CONSUMER_PROPERTIES}},"serverTimestamp":${START + sequence},"event":{"type":"ContentEvent","message":"${said(number)}","contentType":"text/plain"},"conversationId":"${id}","dialogId":"${id}"}`;

/** Something of the bot's own, as the platform tells everybody in the dialog, the bot included. */
export const agentMessage = ({ id, agent }: Dialog, sequence: number, event: string): string =>
  `{"sequence":${sequence},"originatorId":"${agent.oldId}","originatorPId":"${agent.pid}","originatorClientProperties":${AGENT_PROPERTIES},"originatorMetadata":{"id":"${agent.pid}","role":"ASSIGNED_AGENT","clientProperties":${AGENT_PROPERTIES}},"serverTimestamp":${START + sequence},"event":${event},"conversationId":"${id}","dialogId":"${id}"}`;

export const answerEvent = (number: number): string =>
  `{"type":"ContentEvent","message":"${ANSWER}${said(number)}","contentType":"text/plain"}`;

export const receiptEvent = (sequences: readonly number[]): string =>
  `{"type":"AcceptStatusEvent","status":"READ","sequenceList":[${sequences.join(',')}]}`;

export const conversationNotification = (subscription: string, dialogs: readonly Dialog[]): string =>
  `{"kind":"notification","type":".ams.aam.ExConversationChangeNotification","body":{"subscriptionId":"${subscription}","changes":[${dialogs.map(upsert).join(',')}]}}`;

function upsert({ id, agent, consumer }: Dialog): string {
  const details = {
    convId: id,
    skillId: '300000001',
    participants: { CONSUMER: [consumer], ASSIGNED_AGENT: [agent.oldId], MANAGER: [], READER: [] },
    participantsPId: { CONSUMER: [consumer], ASSIGNED_AGENT: [agent.pid], MANAGER: [], READER: [] },
    dialogs: [
      {
        dialogId: id,
        participantsDetails: [
          { id: consumer, role: 'CONSUMER', state: 'ACTIVE' },
          { id: agent.oldId, role: 'ASSIGNED_AGENT', state: 'ACTIVE' },
        ],
        dialogType: 'MAIN',
        channelType: 'MESSAGING',
        state: 'OPEN',
        creationTs: START,
        metaDataLastUpdateTs: START,
      },
    ],
    brandId: ACCOUNT,
    state: 'OPEN',
    stage: 'OPEN',
    startTs: START,
    metaDataLastUpdateTs: START,
    firstConversation: false,
    csatRate: 0,
    note: '',
    groupId: null,
    ttr: { ttrType: 'NORMAL', value: 600 },
    campaignInfo: { campaignId: 500_000_001, engagementId: 600_000_001 },
    context: { type: 'SharkContext', lang: 'en-US' },
    conversationHandlerDetails: { accountId: ACCOUNT, skillId: '300000001' },
  };
  const result = { convId: id, effectiveTTR: -1, conversationDetails: details, numberOfunreadMessages: {} };
  return JSON.stringify({ type: 'UPSERT', result });
}
