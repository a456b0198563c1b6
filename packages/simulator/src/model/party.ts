import type { Role } from '@holdfast/core/protocol';

/** Someone who can take part in a dialog. Source: messaging.md §1.3. */
export interface Party {
  readonly kind: 'agent' | 'consumer';
  /** `<accountId>.<userId>` for agents; the consumer id for consumers. */
  readonly id: string;
  /** A UUID for agents; equal to `id` for consumers. */
  readonly pid: string;
}

export interface Participant {
  readonly party: Party;
  readonly role: Role;
  /** `SUGGESTED`: a transfer to this agent that he has not accepted yet. */
  readonly state: 'ACTIVE' | 'SUGGESTED';
}
