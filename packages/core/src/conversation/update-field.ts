import { ConfigurationError } from '../errors/configuration.js';
import type { JsonObject } from '../protocol/read.js';
import type { Role } from '../protocol/message-event.js';

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
      readonly skill: string;
    };

export type TtrName = 'URGENT' | 'NORMAL' | 'PRIORITIZED';
export type Ttr = TtrName | { readonly seconds: number };

export const participantChange = (type: 'ADD' | 'REMOVE' | 'SUGGEST', role: Role, userId: string): FieldChange => ({
  field: 'ParticipantsChange',
  type,
  role,
  userId,
});

/**
 * The parts of a transfer belong into one request. Without an assigned agent the REMOVE would be refused, so it is
 * left out then.
 */
export function transferChanges(target: TransferTarget, assignedId: string | undefined): readonly FieldChange[] {
  if (typeof target.skill !== 'string' || target.skill === '') {
    throw new ConfigurationError(
      'skill',
      'A transfer needs the id of a skill, for example transfer({ skill: "300000001" }).',
    );
  }
  return [
    ...(assignedId === undefined ? [] : [participantChange('REMOVE', 'ASSIGNED_AGENT', assignedId)]),
    ...(target.agent === undefined ? [] : [participantChange('SUGGEST', 'ASSIGNED_AGENT', target.agent)]),
    { field: 'Skill', type: 'UPDATE', skill: target.skill },
  ];
}

/** Ends everything at once: no survey follows. */
export const closeConversation: FieldChange = { field: 'ConversationStateField', conversationState: 'CLOSE' };

/** Ends one dialog; after the main one the platform may open a survey. */
export const closeDialog = (dialogId: string): FieldChange => ({
  field: 'DialogChange',
  type: 'UPDATE',
  dialog: { dialogId, state: 'CLOSE', closedBy: 'AGENT', closedCause: 'Completed' },
});

/** Seconds that go with a named time to respond; the platform wants a value with every name (messaging.md §5.8). */
const TTR_SECONDS: Readonly<Record<TtrName, number>> = { URGENT: 300, NORMAL: 600, PRIORITIZED: 300 };

export function ttrChange(ttr: Ttr): FieldChange {
  if (typeof ttr === 'string') return { field: 'TTRField', ttrType: ttr, value: TTR_SECONDS[ttr] };
  if (!Number.isInteger(ttr.seconds) || ttr.seconds < 0) {
    throw new ConfigurationError(
      'seconds',
      `A time to respond is a whole number of seconds, 0 or more, not ${ttr.seconds}.`,
    );
  }
  return { field: 'TTRField', ttrType: 'CUSTOM', value: ttr.seconds };
}

export const noteChange = (note: string): FieldChange => ({ field: 'Note', note });
