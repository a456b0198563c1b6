export { authenticator, type AuthenticatorOptions } from './authenticator.js';
export type {
  ApplicationClient,
  ApplicationKeys,
  Credentials,
  CredentialsProvider,
  SamlAssertion,
  SuppliedBearer,
  UserPassword,
} from './credentials.js';
export type { Agents } from './keep-alive-agents.js';
