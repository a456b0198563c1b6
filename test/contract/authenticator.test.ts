import { startSimulator } from '@holdfast/simulator';
import { liveperson } from 'holdfast';
import { authenticatorContract } from './authenticator.contract.js';

const platform = () => startSimulator();

authenticatorContract('The authenticator of liveperson() with application keys', {
  platform,
  make: ({ accountId, url, bots: [{ credentials }] }, csds = url) =>
    liveperson({ accountId, csds, credentials }).authenticator,
  makeWrong: ({ accountId, url: csds, bots: [{ credentials }] }) =>
    liveperson({ accountId, csds, credentials: { ...credentials, appKey: 'outdated' } }).authenticator,
});

authenticatorContract('The authenticator of liveperson() with a password', {
  platform,
  make: ({ accountId, url, bots: [{ userCredentials: credentials }] }, csds = url) =>
    liveperson({ accountId, csds, credentials }).authenticator,
  makeWrong: ({ accountId, url: csds, bots: [{ userCredentials: credentials }] }) =>
    liveperson({ accountId, csds, credentials: { ...credentials, password: 'outdated' } }).authenticator,
});

authenticatorContract('The authenticator of liveperson() with an OAuth 2.0 client', {
  platform,
  make: ({ accountId, url, bots: [{ oauth2Credentials: credentials }] }, csds = url) =>
    liveperson({ accountId, csds, credentials }).authenticator,
  makeWrong: ({ accountId, url: csds, bots: [{ oauth2Credentials: credentials }] }) =>
    liveperson({ accountId, csds, credentials: { ...credentials, clientSecret: 'outdated' } }).authenticator,
});
