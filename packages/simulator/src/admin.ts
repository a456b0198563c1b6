import type { Account } from './model/account.js';
import type { ApiKey, Privilege } from './model/api-keys.js';
import type { AppClient } from './model/app-tokens.js';
import type { ConsumerFlow } from './model/consumer-authentication.js';
import type { RoutingRule, TokenShape } from './model/orchestrator.js';

/** The Conversation Orchestrator's page, and switches for what no page documents. */
export interface OrchestratorAdmin {
  readonly key: string;
  readonly user: string;
  readonly password: string;
  /** The key before it is refused at once. Gives the new one. */
  regenerateKey(): string;
  /** Every token that was given out is refused with 403. */
  revokeTokens(): void;
  /** Refuses every key and every token with 403 until told otherwise. */
  forbid(on: boolean): void;
  /** How a login answers. @default 'object' */
  answerWith(shape: TokenShape): void;
  /** What next actions suggest; `undefined` for no match. */
  suggest(rule: RoutingRule | undefined): void;
}

/** The pages in which an administrator of the account works. */
export class Admin {
  readonly orchestrator: OrchestratorAdmin;

  constructor(private readonly account: Account) {
    const { orchestrator: model } = account;
    this.orchestrator = {
      get key() {
        return model.key;
      },
      user: model.user,
      password: model.password,
      regenerateKey: () => model.regenerateKey(),
      revokeTokens: () => model.revokeTokens(),
      forbid: (on) => void (model.forbidding = on),
      answerWith: (shape) => void (model.tokenShape = shape),
      suggest: (rule) => void (model.rule = rule),
    };
  }

  /** An API key with these privileges, and no others. */
  createApiKey(privileges: readonly Privilege[]): ApiKey {
    return this.account.apiKeys.issue(privileges);
  }

  /** Installs an application with these scopes, such as `users.read`. */
  installApp(scopes: readonly string[] = []): AppClient {
    return this.account.appTokens.install(scopes);
  }

  /** A token of an application for another account, such as no honest client holds. */
  foreignAppToken(client: AppClient): Promise<string | undefined> {
    return this.account.appTokens.issue(client.clientId, client.clientSecret, 'another-account');
  }

  /** App tokens are signed with another key from now on; the older ones are refused. */
  rotateAppKey(): void {
    this.account.appTokens.rotateKey();
  }

  /** How the brand vouches for its consumers. @throws SimulatorOptionError for a second type */
  authenticateConsumers(flow: ConsumerFlow): void {
    this.account.consumerAuthentication.configure(flow);
  }

  /** The platform's public key for tokens that a brand encrypts: SPKI in PEM. */
  get encryptionKey(): string {
    return this.account.consumerAuthentication.encryptionKey;
  }

  /** Passwords are refused from now on: users come through the brand's own sign-on. */
  requireSso(): void {
    this.account.loginRules.ssoOnly = true;
  }

  /** What the brand's sign-on hands out for a user; good for one login. */
  assertion(username: string): string {
    return this.account.loginRules.assertion(username);
  }

  /** The next login of this user with its password is refused, as the platform does once a password is too old. */
  expirePassword(username: string): void {
    this.account.loginRules.expirePassword(username);
  }
}
