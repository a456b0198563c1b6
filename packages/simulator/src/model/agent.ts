import type { Party } from './party.js';

/** `ONLINE` gets every ring, `OCCUPIED` transfers to him only, the others none. Source: messaging.md §5.3. */
export type Availability = 'ONLINE' | 'OCCUPIED' | 'AWAY' | 'BACK_SOON' | 'OFFLINE';

/** What logs this user in: any of the three. Source: rest-and-auth.md §2.2, §2.3. */
export interface AgentSecrets {
  readonly password: string;
  readonly appKey: string;
  readonly secret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AgentSettings {
  readonly accountId: string;
  readonly userId: string;
  readonly pid: string;
  readonly username: string;
  readonly nickname: string;
  readonly skills: readonly string[];
  /** How many conversations he holds at once, waiting rings included. */
  readonly capacity: number;
  /** `agentManager` sees every conversation of the account, `agent` his own. */
  readonly profile: 'agent' | 'agentManager';
  /** Only a bot logs in with application keys. */
  readonly userType: 'bot' | 'human';
  readonly secrets: AgentSecrets;
}

/** A user on the brand side: a bot or a person. */
export class Agent implements Party {
  readonly kind = 'agent';
  readonly id: string;
  availability: Availability = 'OFFLINE';
  /** Open sockets of this user. */
  sockets = 0;
  /** Ids of the open dialogs he is assigned to. */
  readonly assigned = new Set<string>();
  /** Ids of the rings that wait for his answer. */
  readonly ringing = new Set<string>();

  constructor(readonly settings: AgentSettings) {
    this.id = `${settings.accountId}.${settings.userId}`;
  }

  get pid(): string {
    return this.settings.pid;
  }

  get load(): number {
    return this.assigned.size + this.ringing.size;
  }

  /** Whether a conversation of this skill may be offered to him; `-1` is any skill. */
  serves(skillId: string): boolean {
    return skillId === '-1' || this.settings.skills.some((skill) => skill === '-1' || skill === skillId);
  }
}
