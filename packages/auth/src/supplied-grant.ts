import { askOwner, type Call, type Grant } from '@holdfast/core/internal';

export interface SuppliedFacts {
  readonly accountId: string;
  readonly bearer: string;
  readonly userId: string;
  readonly userPid?: string;
  readonly refresh?: (call: Call) => unknown;
}

/** A bearer from outside. Its login belongs to somebody else, so nothing is sent for it, not even a logout. */
export class SuppliedGrant implements Grant {
  readonly #facts: SuppliedFacts;
  declare readonly userPid?: string;

  constructor(facts: SuppliedFacts) {
    this.#facts = facts;
    if (facts.userPid !== undefined) this.userPid = facts.userPid;
  }

  get bearer(): string {
    return this.#facts.bearer;
  }

  get secrets(): readonly string[] {
    return [this.#facts.bearer];
  }

  get userId(): string {
    return this.#facts.userId;
  }

  async refresh(call: Call): Promise<void> {
    const { accountId, refresh } = this.#facts;
    if (refresh) await askOwner(`Account ${accountId}: the function credentials.refresh`, call, () => refresh(call));
  }

  async logout(): Promise<void> {
    // The owner of the bearer ends its session.
  }
}
