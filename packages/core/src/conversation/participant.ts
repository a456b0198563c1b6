import type { MessageEvent, Role } from '../protocol/message-event.js';

/** Anyone in a conversation. */
export interface Participant {
  /** The consumer's id, or an agent's id as `<accountId>.<userId>`. */
  readonly id: string;
  /** An agent's public id, where the platform told it. */
  readonly pid?: string;
  readonly role: Role;
  /** `SUGGESTED`: the conversation was offered to this agent, who has not accepted yet. */
  readonly state: 'ACTIVE' | 'SUGGESTED';
}

/** Who an event comes from. */
export const originatorOf = ({ originatorId, originatorPid, role }: MessageEvent): Participant => ({
  id: originatorId ?? originatorPid ?? '',
  ...(originatorPid === undefined ? {} : { pid: originatorPid }),
  role: role ?? '',
  state: 'ACTIVE',
});
