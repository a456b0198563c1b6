import { ConfigurationError } from '../errors/configuration.js';
import type { Role } from '../protocol/message-event.js';
import { ConversationField } from '../protocol/names.js';
import type { JsonObject } from '../protocol/read.js';

/** Entries of an `UpdateConversationField` request. All entries of one request are applied together. Source: messaging.md §5.8. */
export type FieldChange = JsonObject;

export type TransferTarget =
  | {
      /** The id of the skill whose queue takes over. */
      readonly skill: string;
      readonly agent?: undefined;
    }
  | {
      /** The agent's id as `<accountId>.<userId>`. The account needs the feature `Messaging.Transfer_To_Agent`. */
      readonly agent: string;
      /** @default the skill that the conversation has */
      readonly skill?: string;
    };

/** Who responds now, and where the conversation is. */
export interface Standing {
  /** The id of the assigned agent, if there is one. */
  readonly assigned: string | undefined;
  readonly skill: string | undefined;
}

export type TtrName = 'URGENT' | 'NORMAL' | 'PRIORITIZED';
export type Ttr = TtrName | { readonly seconds: number };

/** The contact centre is closed until then. */
export interface DelayUntil {
  readonly type: 'NIGHT' | 'WEEKEND' | 'HOLIDAY';
  readonly until: Date;
}

export interface Part {
  readonly role: Role;
  readonly userId: string;
  /** One dialog alone. */
  readonly dialogId?: string;
}

export const participantChange = (type: 'ADD' | 'REMOVE' | 'SUGGEST', part: Part): FieldChange => ({
  field: ConversationField.participants,
  type,
  role: part.role,
  userId: part.userId,
  ...(part.dialogId === undefined ? {} : { dialogId: part.dialogId }),
});

/** A conversation goes back to its queue when nobody is responsible any more. */
export const releaseChange = (userId: string): FieldChange =>
  participantChange('REMOVE', { role: 'ASSIGNED_AGENT', userId });

/**
 * The parts of a transfer belong into one request. Without an assigned agent the REMOVE would be refused, so it is
 * left out then.
 */
export function transferChanges(
  target: TransferTarget,
  { assigned, skill: present }: Standing,
): readonly FieldChange[] {
  const { agent } = target;
  if (agent !== undefined) id(agent, 'agent', 'an agent, such as transfer({ agent: "12345678.3000000001" })');
  if (agent === undefined || target.skill !== undefined) {
    id(target.skill, 'skill', 'a skill, for example transfer({ skill: "300000001" })');
  }
  const skill = target.skill ?? present;
  return [
    ...(assigned === undefined ? [] : [releaseChange(assigned)]),
    ...(agent === undefined ? [] : [participantChange('SUGGEST', { role: 'ASSIGNED_AGENT', userId: agent })]),
    ...(skill === undefined ? [] : [{ field: ConversationField.skill, type: 'UPDATE', skill }]),
  ];
}

function id(value: unknown, option: string, whose: string): void {
  if (typeof value === 'string' && value !== '') return;
  throw new ConfigurationError(option, `A transfer needs the id of ${whose}.`);
}

/** Ends everything at once: no survey follows. */
export const closeConversation: FieldChange = { field: ConversationField.state, conversationState: 'CLOSE' };

/** Ends one dialog; after the main one the platform may open a survey. */
export const closeDialog = (dialogId: string, cause = 'Completed'): FieldChange => ({
  field: ConversationField.dialog,
  type: 'UPDATE',
  dialog: { dialogId, state: 'CLOSE', closedBy: 'AGENT', closedCause: cause },
});

/** Changes nothing by itself: it carries the metadata of its frame to the dialog. */
export const tagDialog = (dialogId: string): FieldChange => ({
  field: ConversationField.dialog,
  type: 'UPDATE',
  dialog: { dialogId },
});

/** Seconds that go with a named time to respond; the platform wants a value with every name (messaging.md §5.8). */
const TTR_SECONDS: Readonly<Record<TtrName, number>> = { URGENT: 300, NORMAL: 600, PRIORITIZED: 300 };

export function ttrChange(ttr: Ttr): FieldChange {
  if (typeof ttr === 'string') return { field: ConversationField.ttr, ttrType: ttr, value: ttrSeconds(ttr) };
  if (!Number.isInteger(ttr.seconds) || ttr.seconds < 0) {
    throw new ConfigurationError(
      'seconds',
      `A time to respond is a whole number of seconds, 0 or more, not ${ttr.seconds}.`,
    );
  }
  return { field: ConversationField.ttr, ttrType: 'CUSTOM', value: ttr.seconds };
}

function ttrSeconds(name: TtrName): number {
  if (Object.hasOwn(TTR_SECONDS, name)) return TTR_SECONDS[name];
  throw new ConfigurationError(
    'ttr',
    `A time to respond is ${Object.keys(TTR_SECONDS).join(', ')} or { seconds: 600 }.`,
  );
}

export const delayChange = ({ type, until }: DelayUntil): FieldChange => ({
  field: ConversationField.delay,
  type,
  tillWhen: moment(until, 'until'),
});

/** Without a moment the platform's own reckoning counts again. */
export const manualEttrChange = (due: Date | undefined): FieldChange => ({
  field: ConversationField.manualEttr,
  time: due === undefined ? null : moment(due, 'due'),
});

function moment(date: Date, option: string): number {
  const time = date instanceof Date ? date.getTime() : NaN;
  if (time >= 0) return time;
  throw new ConfigurationError(option, `${option} has to be a valid Date, after 1970.`);
}

export const noteChange = (note: string): FieldChange => ({ field: ConversationField.note, note });

/** The text of a topic really goes under `note` (messaging.md §5.8). */
export const topicChange = (topic: string): FieldChange => ({ field: ConversationField.topic, note: topic });
