import { randomUUID } from 'node:crypto';

/** What decides beside the secrets whether somebody may log in. Source: rest-and-auth.md §2.2. */
export class LoginRules {
  /** Only assertions and application keys: passwords are for the brand's own sign-on. */
  ssoOnly = false;
  private readonly expired = new Set<string>();
  private readonly assertions = new Map<string, string>();

  expirePassword(username: string): void {
    this.expired.add(username);
  }

  hasExpired(username: string): boolean {
    return this.expired.has(username);
  }

  /** What the brand's sign-on would hand out for this user; good for one login. */
  assertion(username: string): string {
    const assertion = Buffer.from(`<saml:Assertion ID="${randomUUID()}"/>`).toString('base64');
    this.assertions.set(assertion, username);
    return assertion;
  }

  redeem(assertion: string): string | undefined {
    const username = this.assertions.get(assertion);
    this.assertions.delete(assertion);
    return username;
  }
}
