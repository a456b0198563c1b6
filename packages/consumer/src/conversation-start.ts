import { UnexpectedAnswerError } from '@holdfast/core/internal';
import { field, type JsonObject, readText } from '@holdfast/core/protocol';

/** How a conversation begins. Source: messaging.md §11.3. */
export interface ConversationStart {
  /** The skill that it is routed to. @default any */
  readonly skill?: string;
  /** How soon an answer is due. @default 'NORMAL' */
  readonly ttr?: 'NORMAL' | 'URGENT' | 'PRIORITIZED' | 'CUSTOM';
  /** Routes by campaign and engagement, which the platform prefers to a skill. */
  readonly campaign?: { readonly campaignId: number | string; readonly engagementId: number | string };
  /** Where the consumer comes from, such as `{ type: 'SharkContext', lang: 'en-US' }`; it goes out as it is. */
  readonly context?: JsonObject;
}

export const startBody = (accountId: string, { skill, ttr, campaign, context }: ConversationStart): JsonObject => ({
  brandId: accountId,
  channelType: 'MESSAGING',
  skillId: skill ?? '-1',
  ttrDefName: ttr ?? 'NORMAL',
  ...(campaign === undefined ? {} : { campaignInfo: campaign }),
  ...(context === undefined ? {} : { conversationContext: context }),
});

export function startedId(answer: unknown): string {
  const id = readText(field(answer, 'conversationId'), 64);
  if (id !== undefined) return id;
  throw new UnexpectedAnswerError('The platform began a conversation and did not name it.');
}
