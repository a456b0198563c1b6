import { field, readText } from '@holdfast/core/protocol';
import { RequestRefusedError } from './request-refused-error.js';

export interface IdentityParts {
  readonly accountId: string;
  /** Tells the consumers of one tab apart. */
  readonly key: string;
  /** Keeps the token for as long as the tab lives. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Who a consumer of this tab is: an anonymous sign-up, the same after a reload. Source: messaging.md §11.1. */
export class Identity {
  constructor(private readonly parts: IdentityParts) {}

  /** The consumer's token; signs up if there is none. */
  async token(): Promise<string> {
    const { accountId, storage } = this.parts;
    const known = storage.getItem(this.slot);
    if (known !== null) return known;
    const response = await fetch(`/api/account/${accountId}/signup`, {
      method: 'POST',
      signal: AbortSignal.timeout(10_000),
    });
    const jwt = response.ok ? readText(field(await response.json(), 'jwt'), 2_048) : undefined;
    if (jwt === undefined) throw new RequestRefusedError(response.status, 'the sign-up of a consumer');
    storage.setItem(this.slot, jwt);
    return jwt;
  }

  /** The platform no longer takes the token. */
  forget(): void {
    this.parts.storage.removeItem(this.slot);
  }

  private get slot(): string {
    return `holdfast.consumer.${this.parts.accountId}.${this.parts.key}`;
  }
}
