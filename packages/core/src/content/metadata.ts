import type { Metadata } from '../protocol/metadata.js';
import { type Check, type Fields, fields, kindOf, list, number, oneOf, optional, words } from './check.js';
import { given } from './given.js';
import { type Draft, plain } from './plain.js';

/*
 * Metadata that a bot attaches to a message, a button or a transfer. Source: messaging.md §5.9. Lengths that the page does
 * not give are LivePerson's usual 256 characters.
 */

/** An id of the author's own. On a button or quick reply it comes back with the consumer's tap. */
export interface ExternalId extends Metadata {
  readonly type: 'ExternalId';
  readonly id: string;
}

/** Why a conversation is transferred or closed. */
export interface ActionReason extends Metadata {
  readonly type: 'ActionReason';
  readonly reason: string;
  readonly reasonId?: string;
}

/** What the bot understood, for LivePerson's reports. */
export interface BotResponse extends Metadata {
  readonly type: 'BotResponse';
  readonly externalConversationId?: string;
  readonly businessCases?: readonly string[];
  readonly intents?: readonly {
    readonly id: string;
    readonly name?: string;
    readonly confidenceScore: number;
    readonly confidence?: ConfidenceLevel;
  }[];
}

export type ConfidenceLevel = 'low' | 'medium' | 'high';

export interface EscalationSummary extends Metadata {
  readonly type: 'EscalationSummary';
  readonly escalationCause: string;
  readonly businessCases?: readonly BusinessCase[];
  readonly conversationDuration?: number;
  readonly escalatedDuringBusinessCase?: string;
}

export interface BusinessCase {
  readonly id: string;
  readonly time: number;
}

/**
 * An id of your own for a message, which the platform keeps beside it.
 *
 * @param id at most 64 characters.
 */
export const externalId = (id: string): ExternalId => built<ExternalId>({ type: 'ExternalId', id });

/** LivePerson suggests these; any text of at most 64 characters will do. */
export type EscalationReason =
  | 'escalated_by_user'
  | 'escalated_by_bot'
  | 'escalated_by_configuration'
  | 'escalated_by_error'
  | (string & Record<never, never>);

/** Says why the bot hands over: goes with a transfer or a message. */
export function actionReason(reason: EscalationReason, options?: { readonly reasonId?: string }): ActionReason {
  const { reasonId } = given(options, ['reasonId']);
  return built<ActionReason>({ type: 'ActionReason', reason, reasonId });
}

export interface Intent {
  /** At most 256 characters. */
  readonly id: string;
  readonly name?: string;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly level?: ConfidenceLevel;
}

export interface BotResponseOptions {
  readonly intents?: readonly Intent[];
  readonly businessCases?: readonly string[];
  /** The conversation's id in the system behind the bot. At most 64 characters. */
  readonly externalConversationId?: string;
}

/** Says what a bot understood: intents with their confidence, for the platform's analytics. */
export function botResponse(options: BotResponseOptions): BotResponse {
  const { intents, businessCases, externalConversationId } = given(options, [
    'intents',
    'businessCases',
    'externalConversationId',
  ]);
  if (intents !== undefined) list({ max: MANY, each: checkIntent })(intents, 'intents');
  return built<BotResponse>({
    type: 'BotResponse',
    externalConversationId,
    businessCases,
    intents: intents?.map(({ id, name, confidence, level }) => ({
      id,
      ...(name === undefined ? {} : { name }),
      confidenceScore: confidence,
      ...(level === undefined ? {} : { confidence: level }),
    })),
  });
}

export interface EscalationSummaryOptions {
  readonly cause: string;
  readonly businessCases?: readonly BusinessCase[];
  /** As your reports expect it; the platform documents no unit. */
  readonly conversationDuration?: number;
  readonly escalatedDuring?: string;
}

/** Tells the human who takes over what the bot has done so far. */
export function escalationSummary(options: EscalationSummaryOptions): EscalationSummary {
  const { cause, businessCases, conversationDuration, escalatedDuring } = given(options, [
    'cause',
    'businessCases',
    'conversationDuration',
    'escalatedDuring',
  ]);
  return built<EscalationSummary>({
    type: 'EscalationSummary',
    escalationCause: cause,
    businessCases,
    conversationDuration,
    escalatedDuringBusinessCase: escalatedDuring,
  });
}

/** The survey that a dialog belongs to: for `conversation.tag()`. */
export interface Survey extends Metadata {
  readonly type: 'Survey';
  readonly id: string;
  readonly revision?: string;
  readonly provider?: string;
}

export interface SurveyOptions {
  readonly revision?: string;
  /** Who runs it. @default 'External': not LivePerson */
  readonly provider?: string;
}

/** Names the survey that a dialog belongs to: for `conversation.tag()`. */
export function survey(id: string, options?: SurveyOptions): Survey {
  const { revision, provider = 'External' } = given(options, ['revision', 'provider']);
  return built<Survey>({ type: 'Survey', id, revision, provider });
}

function built<T extends Metadata>(draft: Draft<T>): T {
  const metadata = plain(draft);
  checkPiece(metadata, '');
  return metadata;
}

const MANY = 100;

const checkIntent = fields({
  id: words(256),
  name: optional(words(256)),
  confidence: number(0, 1),
  level: optional(oneOf('low', 'medium', 'high')),
});

/** One piece. What is not known here may be known to the platform, and passes. */
const checkPiece: Check = (value, path) => {
  const type = kindOf(value, path);
  if (Object.hasOwn(shapes, type)) fields(shapes[type] ?? {})(value, path);
};

/** Source: messaging.md §5.9. The score of an intent is seen as text too, in one of LivePerson's own examples. */
const shapes: Readonly<Record<string, Fields>> = {
  ExternalId: { id: words(64) },
  ActionReason: { reason: words(64), reasonId: optional(words(64)) },
  BotResponse: {
    externalConversationId: optional(words(64)),
    businessCases: optional(list({ max: MANY, each: words(256) })),
    intents: optional(list({ max: MANY, each: fields({ id: words(256), name: optional(words(256)) }) })),
  },
  EscalationSummary: {
    escalationCause: words(256),
    businessCases: optional(list({ max: MANY, each: fields({ id: words(256), time: number(0, Number.MAX_VALUE) }) })),
    conversationDuration: optional(number(0, Number.MAX_VALUE)),
    escalatedDuringBusinessCase: optional(words(256)),
  },
  Survey: { id: words(256), revision: optional(words(256)), provider: optional(words(256)) },
};

/** A whole list of metadata, as a frame or a click carries it. */
export const checkMetadata: Check = list({ max: MANY, each: checkPiece });
