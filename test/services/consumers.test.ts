import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Consumer, window } from '@holdfast/consumer';
import { expect } from 'chai';
import {
  appToken,
  brandToken,
  ConfigurationError,
  type ConsumerIdentity,
  liveperson,
  platformServices,
  silentLogger,
} from 'holdfast';
import { after, before, describe, it } from 'mocha';
import { ManualClock, type Platform as Simulator, SimulatorOptionError } from '@holdfast/simulator';
import { brisk, briskSession } from '../e2e/brisk.js';
import { ConsumerScene } from '../e2e/consumer-scene.js';
import { EchoBot } from '../e2e/echo-bot.js';
import { until } from '../e2e/until.js';
import { Desk, refusalOf } from './desk.js';

const pair = (): { readonly privateKey: string; readonly publicKey: string } =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const brand = pair();
const stranger = pair();
const issuer = 'https://brand.example.com';
const attributes = [{ type: 'ctmrinfo', info: { customerId: '4711', cstatus: 'gold' } }];

const implicit = ({ simulator }: Desk): void =>
  simulator.admin.authenticateConsumers({ flow: 'implicit', publicKey: brand.publicKey, issuer });
const tokenOf = (desk: Desk, more: object = {}): Promise<string> =>
  brandToken({ ...brand, issuer, subject: 'consumer-4711', issuedAt: desk.clock.now(), ...more });
const consumerWith = async (simulator: Simulator, jwt: string): Promise<void> => {
  const consumer = simulator.consumer({ jwt });
  await consumer.connect();
  await consumer.leave();
};
const codeOf = async (promise: Promise<unknown>): Promise<string> => (await refusalOf(promise)).message;

describe('Consumers without a login', () => {
  it('R38 get a token, exchange it, and open the messaging socket', async () => {
    await using desk = await Desk.open();
    const { identity } = desk.services;
    await consumerWith(desk.simulator, await identity.exchange(await identity.anonymous()));
    await consumerWith(desk.simulator, await identity.signUp());
    expect(desk.count('/login')).to.equal(0);
  });

  it('R38 stay the same when their token is renewed, and are not known any longer after its ten minutes', async () => {
    await using desk = await Desk.open();
    const { identity } = desk.services;
    const subject = (jwt: string): unknown =>
      (JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { sub: unknown }).sub;
    const token = await identity.anonymous();
    desk.clock.advance(599_000);
    const renewed = await identity.anonymous(token);
    expect(subject(renewed)).to.equal(subject(token));
    desk.clock.advance(10_000);
    expect(await codeOf(identity.exchange(token))).to.match(/internal code (9007|1012)/);
    await identity.exchange(renewed);
  });

  it('R38 keep their identity for longer than its ten minutes, as their client renews it in time', async () => {
    const clock = new ManualClock(Date.now());
    await using scene = await ConsumerScene.live({
      consumer: { session: { refresh: { every: 20 } } },
      simulator: { clock, timings: { idle: Infinity, initConnection: Infinity } },
    });
    const conversation = await scene.consumer.ask('one');
    const { id } = scene.consumer;
    for (let round = 0; round < 4; round += 1) {
      clock.advance(540_000);
      const renewed = scene.count('refreshed');
      await until('a token that was asked for since is there', () => scene.count('refreshed') >= renewed + 2);
    }
    scene.simulator.cutSockets({ of: 'consumers', code: 4407 });
    await until('the consumer is back', () => scene.count('recovered') === 1);
    expect(scene.consumer.id).to.equal(id);
    expect(await conversation.says('two')).to.be.a('number');
  });

  it('R38 are told from connectors, whose application vouches for them', async () => {
    await using desk = await Desk.open();
    const { accountId, url: csds, admin } = desk.simulator;
    const app = appToken({ accountId, csds, ...admin.installApp(), scheme: 'none', clock: desk.clock });
    await consumerWith(desk.simulator, await desk.services.identity.connectorToken('phone-1', app));
    const bearer = appToken({ accountId, csds, ...admin.installApp(), clock: desk.clock });
    const refused = await refusalOf(desk.services.identity.connectorToken('phone-1', bearer));
    expect(refused).to.include({ status: 401 });
    expect(refused.message).to.include('40102');
  });
});

describe('Consumers whom the brand vouches for with a token', () => {
  it('R39 are let in, and what the token says of them reaches the agents', async () => {
    await using desk = await Desk.open();
    implicit(desk);
    const bot = botOf(desk.simulator);
    await bot.start();
    const claims = { given_name: 'Ann', family_name: 'Lee', email: 'ann@example.test', lp_sdes: attributes };
    const jwt = await desk.services.identity.authenticate(await tokenOf(desk, { claims }));
    const consumer = desk.simulator.consumer({ jwt });
    await consumer.says('hello');
    await consumer.hears('You said: hello');
    const [conversation] = bot.conversations.values();
    expect(await conversation?.consumerProfile()).to.deep.include({ firstName: 'Ann', lastName: 'Lee' });
    await bot.stop();
  });

  it('R39 are refused with another key, after the expiry, from another issuer, and without a token', async () => {
    await using desk = await Desk.open();
    implicit(desk);
    const { identity } = desk.services;
    const authenticate = async (token: Promise<string> | string): Promise<string> =>
      codeOf(identity.authenticate(await token));
    expect(await authenticate(tokenOf(desk, stranger))).to.include('9007');
    expect(await authenticate(tokenOf(desk, { issuedAt: desk.clock.now() - 3_600_001 }))).to.include('1012');
    expect(await authenticate(tokenOf(desk, { issuer: 'https://elsewhere.example.com' }))).to.include('1011');
    expect(await authenticate('no-token')).to.include('1008');
    expect(await codeOf(identity.exchange(await tokenOf(desk), { connectorId: 'nowhere' }))).to.include('1024');
  });

  it('R39 cannot be vouched for with a key that is none', async () => {
    const token = brandToken({ privateKey: 'canary-key', issuer, subject: 's' });
    const error = await refusalOf(token);
    expect(error).to.be.instanceOf(ConfigurationError).and.include({ option: 'privateKey' });
    expect(error.message).not.to.include('canary');
  });

  it('R42 may come with a token that is encrypted too, and only for the platform', async () => {
    await using desk = await Desk.open();
    implicit(desk);
    const { admin } = desk.simulator;
    const oneLine = admin.encryptionKey.replaceAll(/-----[^-]+-----|\s/g, '');
    const nested = await tokenOf(desk, { encryptFor: { publicKey: oneLine, keyId: 'lp' } });
    expect(nested.split('.')).to.have.length(5);
    await consumerWith(desk.simulator, await desk.services.identity.authenticate(nested));
    const forOthers = await tokenOf(desk, { encryptFor: stranger });
    expect(await codeOf(desk.services.identity.authenticate(forOthers))).to.include('1004');
  });

  it('R42 never travel in the clear: plain http is for this machine alone', () => {
    const credentials = { username: 'u', password: 'p' };
    for (const csds of ['http://api.liveperson.net', 'http://10.0.0.1']) {
      expect(() => platformServices({ accountId: '1', credentials, csds })).to.throw(ConfigurationError, 'http');
    }
  });

  it('R43 bring their engagement attributes into the history of the conversation', async () => {
    await using desk = await Desk.open();
    implicit(desk);
    const jwt = await desk.services.identity.authenticate(await tokenOf(desk, { claims: { lp_sdes: attributes } }));
    const consumer = desk.simulator.consumer({ jwt });
    await consumer.startConversation();
    const range = { from: new Date(desk.clock.now() - 1), to: new Date(desk.clock.now() + 1) };
    const [found] = (await desk.services.history.search(range)).conversations;
    expect(found?.fields['sdes']).to.deep.equal({ events: attributes });
    await consumer.leave();
  });
});

describe('Consumers whom the brand vouches for with a code', () => {
  let server: Server;
  let seen: { readonly headers: IncomingMessage['headers']; readonly form: string }[];
  let idToken: string;

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const form = Buffer.concat(chunks).toString();
        seen.push({ headers: request.headers, form });
        const good = new URLSearchParams(form).get('code') === 'good-code';
        response.writeHead(good ? 200 : 400, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(JSON.stringify(good ? { token_type: 'Bearer', id_token: idToken } : { error: 'invalid_code' }));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const configure = ({ simulator }: Desk): void => {
    const tokenEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    const client = { clientId: 'lp', clientSecret: 's3cret' };
    simulator.admin.authenticateConsumers({
      flow: 'code',
      tokenEndpoint,
      ...client,
      publicKey: brand.publicKey,
      issuer,
    });
  };

  const identityOf = ({ services }: Desk): ConsumerIdentity => services.identity;

  it('R40 are let in when the brand’s endpoint redeems the code', async () => {
    seen = [];
    await using desk = await Desk.open();
    configure(desk);
    idToken = await tokenOf(desk);
    await consumerWith(desk.simulator, await identityOf(desk).authenticate('good-code'));
    expect(seen[0]?.headers).to.include({
      authorization: `Basic ${Buffer.from('lp:s3cret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.form))).to.deep.equal({
      code: 'good-code',
      grant_type: 'authorization_code',
      redirect_uri: 'https://liveperson.net',
    });
  });

  it('R40 talk to a bot, and are asked for another code when their token has run out', async () => {
    seen = [];
    await using desk = await Desk.open();
    configure(desk);
    const bot = botOf(desk.simulator);
    let codes = 0;
    const code = async (): Promise<string> => {
      codes += 1;
      idToken = await tokenOf(desk);
      return 'good-code';
    };
    const { accountId, url: csds } = desk.simulator;
    await using consumer = new Consumer(window({ accountId, csds, identity: { code } }), {
      logger: silentLogger,
      session: briskSession,
    });
    await Promise.all([bot.start(), consumer.start()]);
    const conversation = await consumer.ask('hello');
    await conversation.hears('You said: hello');
    desk.simulator.cutSockets({ of: 'consumers', code: 4401 });
    await conversation.says('again');
    await conversation.hears('You said: again');
    expect(codes).to.equal(2);
    await bot.stop();
  });

  it('R40 are refused when it does not', async () => {
    seen = [];
    await using desk = await Desk.open();
    configure(desk);
    expect(await codeOf(identityOf(desk).authenticate('bad-code'))).to.include('9011');
    expect(seen).to.have.length(1);
  });

  it('R41 are all vouched for in one way: an account has one type for the web and for apps', async () => {
    await using desk = await Desk.open();
    configure(desk);
    expect(() => implicit(desk)).to.throw(SimulatorOptionError, 'one type');
    configure(desk);
  });
});

function botOf({ accountId, bots, url }: Simulator): EchoBot {
  return new EchoBot(liveperson({ accountId, credentials: bots[0].credentials, csds: url }), brisk);
}
