import { window } from '@holdfast/consumer';
import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { brandToken, liveperson } from 'holdfast';
import { brand } from '../e2e/brand.js';
import { agentLoginContract } from './agent-login.contract.js';
import { authenticatorContract, type AuthenticatorFactory } from './authenticator.contract.js';

const platform = () => startSimulator();

const secrets = ({ bots: [{ credentials, userCredentials, oauth2Credentials }] }: Simulator): readonly string[] => [
  credentials.secret,
  credentials.accessToken,
  credentials.accessTokenSecret,
  userCredentials.password,
  oauth2Credentials.clientSecret,
];

function contracts(name: string, factory: Omit<AuthenticatorFactory, 'secrets' | 'platform'>): void {
  authenticatorContract(name, { ...factory, platform, secrets });
  agentLoginContract(name, { ...factory, platform, secrets });
}

contracts('The authenticator of liveperson() with application keys', {
  make: ({ accountId, url, bots: [{ credentials }] }, csds = url) =>
    liveperson({ accountId, csds, credentials }).authenticator,
  makeWrong: ({ accountId, url: csds, bots: [{ credentials }] }) =>
    liveperson({ accountId, csds, credentials: { ...credentials, appKey: 'outdated' } }).authenticator,
});

contracts('The authenticator of liveperson() with a password', {
  make: ({ accountId, url, bots: [{ userCredentials: credentials }] }, csds = url) =>
    liveperson({ accountId, csds, credentials }).authenticator,
  makeWrong: ({ accountId, url: csds, bots: [{ userCredentials: credentials }] }) =>
    liveperson({ accountId, csds, credentials: { ...credentials, password: 'outdated' } }).authenticator,
});

contracts('The authenticator of liveperson() with an OAuth 2.0 client', {
  make: ({ accountId, url, bots: [{ oauth2Credentials: credentials }] }, csds = url) =>
    liveperson({ accountId, csds, credentials }).authenticator,
  makeWrong: ({ accountId, url: csds, bots: [{ oauth2Credentials: credentials }] }) =>
    liveperson({ accountId, csds, credentials: { ...credentials, clientSecret: 'outdated' } }).authenticator,
});

authenticatorContract('The authenticator of window() for an anonymous consumer', {
  platform,
  make: ({ accountId, url }, csds = url) => window({ accountId, csds, identity: { anonymous: {} } }).authenticator,
  makeWrong: ({ accountId, url: csds }) =>
    window({ accountId, csds, identity: { jwt: () => 'canary.canary.canary' } }).authenticator,
  secrets: () => ['canary'],
});

authenticatorContract('The authenticator of window() for a consumer whom the brand vouches for', {
  platform: async () => {
    const simulator = await startSimulator();
    simulator.admin.authenticateConsumers({ flow: 'implicit', publicKey: brand.publicKey, issuer: brand.issuer });
    return simulator;
  },
  make: ({ accountId, url }, csds = url) =>
    window({ accountId, csds, identity: { jwt: () => brandToken({ ...brand, subject: 'customer-7' }) } }).authenticator,
  makeWrong: ({ accountId, url: csds }) =>
    window({
      accountId,
      csds,
      identity: { jwt: () => brandToken({ ...brand, subject: 'canary', issuer: 'https://elsewhere.example.com' }) },
    }).authenticator,
  secrets: () => ['canary'],
});
