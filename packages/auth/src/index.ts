export { type AccountDoorOptions } from './account-door.js';
export { appToken, type AppTokenOptions } from './app-token.js';
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
export { type CsdsAddress, csdsAddress } from './csds-address.js';
export { DomainApi, type DomainApiOptions } from './domain-api.js';
export { type ApiKeys, oauth1, oauth1Header, type Oauth1Options } from './oauth1-signer.js';
