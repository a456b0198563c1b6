import type { Role } from '@holdfast/core/protocol';

export interface ParticipantsChange {
  readonly field: 'ParticipantsChange';
  readonly type: 'ADD' | 'REMOVE' | 'UPDATE' | 'SUGGEST';
  readonly role: Role;
  readonly userId: string;
  readonly dialogId?: string;
}

/** One entry of an UpdateConversationField request, read. Source: messaging.md §5.8. */
export type FieldChange =
  | ParticipantsChange
  | { readonly field: 'Skill'; readonly skill: string }
  | { readonly field: 'ConversationStateField' | 'Stage' }
  | { readonly field: 'DialogChange'; readonly type: 'CREATE'; readonly dialogId: string; readonly dialogType: string }
  | {
      readonly field: 'DialogChange';
      readonly type: 'UPDATE';
      readonly dialogId: string;
      readonly state?: 'OPEN' | 'CLOSE';
      readonly closedCause?: string;
    }
  | { readonly field: 'TTRField'; readonly ttrType: string; readonly value: number }
  | { readonly field: 'DelayField'; readonly type: string; readonly tillWhen: number }
  | { readonly field: 'ManualETTR'; readonly time: number | null }
  | { readonly field: 'Note' | 'TopicField'; readonly note: string }
  | {
      readonly field: 'CSATRate';
      readonly csatRate?: number;
      readonly csatResolutionConfirmation?: boolean;
      readonly status?: string;
    };
