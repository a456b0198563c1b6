/** How one agent is named on the wire: by both ids, depending on the field. Source: messaging.md §1.3. */
export interface AgentIdentity {
  /** `<accountId>.<userId>`, the form of v2 request bodies, of `participants` and of `originatorId`. */
  readonly oldId: string;
  /** The UUID of `participantsPId`, `originatorPId` and `originatorMetadata.id`. Unknown with a supplied bearer. */
  readonly pid?: string;
}

export const agentIdentity = (accountId: string, userId: string, pid?: string): AgentIdentity => ({
  oldId: `${accountId}.${userId}`,
  ...(pid === undefined ? {} : { pid }),
});

/** Whether an id from the wire, in either form, is this agent's. */
export const isAgent = (agent: AgentIdentity, id: string | undefined): boolean =>
  id !== undefined && (id === agent.oldId || id === agent.pid);
