import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acceptRing, onlineAgent, textEvent } from '../agent.test.support.js';
import { ManualClock } from '../manual-clock.js';
import type { Platform } from '../platform.js';
import { at, PlainClient, post } from '../plain-client.test.support.js';
import { startSimulator } from '../start-simulator.js';

const CHANGE = 'cqm.ExConversationChangeNotification';
const MESSAGE = 'ms.MessagingEventNotification';

describe('the consumer socket', () => {
  let platform: Platform;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    platform = await startSimulator({ clock });
  });

  afterEach(() => platform.stop());

  const rest = (path: string) => `${platform.url}/api/account/${platform.accountId}${path}`;
  const url = (token = '') =>
    `ws://127.0.0.1:${platform.port}/ws_api/account/${platform.accountId}/messaging/consumer${token}?v=3`;
  const signUp = async () => at((await post(rest('/signup'))).body, 'jwt') as string;
  const init = (client: PlainClient, jwt: string, features: readonly string[] = []) =>
    client.ask('InitConnection', undefined, {
      headers: [
        { type: '.ams.headers.ClientProperties', deviceFamily: 'DESKTOP', features },
        { type: '.ams.headers.ConsumerAuthentication', jwt },
      ],
    });
  const connect = async (features: readonly string[] = []) => {
    const client = await PlainClient.open(url());
    await init(client, await signUp(), features);
    return client;
  };

  describe('authentication', () => {
    it('takes the token by InitConnection, in the path or in a header', async () => {
      const jwt = await signUp();
      const first = await PlainClient.open(url());
      expect((await init(first, jwt)).code).to.equal(200);
      const others = [
        await PlainClient.open(url(`/${jwt}`)),
        await PlainClient.open(url(), { Authorization: `jwt ${jwt}` }),
      ];
      for (const client of others) {
        expect((await client.ask('cqm.SubscribeExConversations', {})).code).to.equal(200);
      }
    });

    it('takes the anonymous token once it is exchanged, not before', async () => {
      const connectors = await fetch(rest('/configuration/le-connectors/all-connectors'));
      const id = String(at(await connectors.json(), '0.id'));
      const external = at((await post(rest('/anonymous/authorize'))).body, 'token') as string;
      const exchanged = await post(rest(`/app/${id}/authenticate?v=3.0`), { id_token: external });
      const client = await PlainClient.open(url());
      expect((await init(client, at(exchanged.body, 'token') as string)).code).to.equal(200);
      const refused = await PlainClient.open(url());
      await init(refused, external);
      expect(await refused.closed).to.equal(4407);
    });

    it('knows the same consumer again after his anonymous token was renewed', async () => {
      const subject = (token: unknown) =>
        (
          JSON.parse(Buffer.from(String(token as string).split('.')[1] ?? '', 'base64url').toString()) as {
            sub: string;
          }
        ).sub;
      const first = at((await post(rest('/anonymous/authorize'))).body, 'token');
      const renewed = at((await post(rest('/anonymous/authorize'), { id_token: first })).body, 'token');
      expect(subject(renewed)).to.equal(subject(first));
    });

    it("exchanges a brand's token for one of the platform", async () => {
      const claims = { sub: 'customer-7', iss: 'brand', exp: clock.now() / 1_000 + 600 };
      const authCode = `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
      const { body } = await post(rest('/authenticate'), { authCode });
      const client = await PlainClient.open(url());
      expect((await init(client, at(body, 'jwt') as string)).code).to.equal(200);
      expect((await post(rest('/authenticate'), { authCode: 'nonsense' })).status).to.equal(500);
    });

    it('refuses everything before InitConnection', async () => {
      const client = await PlainClient.open(url());
      expect((await client.ask('GetClock', {})).code).to.equal(401);
      expect((await init(client, await signUp())).code).to.equal(200);
      expect((await client.ask('GetClock', {})).code).to.equal(200);
    });

    it('closes with 4407 for a forged token and with 4401 for an expired login or none', async () => {
      const forged = await PlainClient.open(url());
      const [header, payload, signature] = (await signUp()).split('.');
      const others = Buffer.from(payload ?? '', 'base64url')
        .toString()
        .replace(/"sub":"[^"]*"/, '"sub":"victim"');
      await init(forged, `${header}.${Buffer.from(others).toString('base64url')}.${signature}`);
      expect(await forged.closed).to.equal(4407);

      const claims = { sub: 'customer-7', exp: clock.now() / 1_000 + 30 };
      const authCode = `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
      const jwt = at((await post(rest('/authenticate'), { authCode })).body, 'jwt') as string;
      clock.advance(31_000);
      expect(await (await PlainClient.open(url(`/${jwt}`))).closed).to.equal(4401);

      const silent = await PlainClient.open(url());
      clock.advance(5_000);
      expect(await silent.closed).to.equal(4401);
    });

    it('is refused at the upgrade for another account or version', async () => {
      const refusal = (address: string) => PlainClient.open(address).then(String, (error: Error) => error.message);
      expect(await refusal(url().replace('12345678', '999'))).to.equal('401');
      expect(await refusal(url().replace('v=3', 'v=2'))).to.equal('400');
    });
  });

  it('carries a conversation from its first frame to its end', async () => {
    const agent = await onlineAgent(platform);
    const consumer = await connect();
    const subscribed = await consumer.ask('cqm.SubscribeExConversations', { convState: ['OPEN', 'CLOSE'] });
    expect(subscribed.type).to.equal('cqm.SubscribeExConversationsResponse');
    expect(at(await consumer.next(CHANGE), 'changes')).to.deep.equal([]);

    const opened = await consumer.ask('cm.ConsumerRequestConversation');
    expect(opened.type).to.equal('cm.RequestConversationResponse');
    const conversationId = at(opened.body, 'conversationId') as string;
    expect(at(await consumer.next(CHANGE), 'changes.0.result.convId')).to.equal(conversationId);
    expect(await acceptRing(agent)).to.equal(conversationId);
    await agent.ask('.ams.ms.PublishEvent', { dialogId: conversationId, event: textEvent('welcome') });

    const listening = await consumer.ask('ms.SubscribeMessagingEvents', { dialogId: conversationId, fromSeq: 0 });
    expect(listening).to.include({ code: 200, type: 'GenericSubscribeResponse' });
    const replayed = await consumer.next(MESSAGE);
    expect(at(replayed, 'changes.0')).to.include({ sequence: 0, originatorId: platform.bots[0].pid });
    expect(at(replayed, 'changes.0.event.message')).to.equal('welcome');

    const said = await consumer.ask('ms.PublishEvent', { dialogId: conversationId, event: textEvent('hello') });
    expect(said).to.deep.include({ code: 200, type: 'ms.PublishEventResponse', body: { sequence: 1 } });
    expect(at(await consumer.next(MESSAGE), 'changes.0.event.message')).to.equal('hello');

    const closed = await consumer.ask('cm.UpdateConversationField', {
      conversationId,
      conversationField: { field: 'ConversationStateField', conversationState: 'CLOSE' },
    });
    expect(closed).to.include({ code: 200, body: 'OK Conversation resolved successfully' });
    const end = await consumer.next(
      CHANGE,
      (body) => at(body, 'changes.0.result.conversationDetails.state') === 'CLOSE',
    );
    expect(at(end, 'changes.0.type')).to.equal('UPSERT');
    expect(at(end, 'changes.0.result.conversationDetails')).to.include({ stage: 'CLOSE', closeReason: 'CONSUMER' });
    expect(at(end, 'changes.0.result.effectiveTTR')).to.equal(-1);
  });

  it('names participants in one list, by PID', async () => {
    const agent = await onlineAgent(platform);
    const consumer = await connect();
    await consumer.ask('cm.ConsumerRequestConversation', {});
    await acceptRing(agent);
    await consumer.ask('cqm.SubscribeExConversations', {});
    const details = at(await consumer.next(CHANGE), 'changes.0.result.conversationDetails');
    expect(at(details, 'participants.1')).to.include({ id: platform.bots[0].pid, role: 'ASSIGNED_AGENT' });
  });

  it('refuses a second open conversation', async () => {
    const consumer = await connect();
    await consumer.ask('cm.ConsumerRequestConversation', {});
    const { code, body } = await consumer.ask('cm.ConsumerRequestConversation', {});
    expect(code).to.equal(400);
    expect(body).to.match(/already has open conversation/);
  });

  it("shows nobody another consumer's messages or conversations", async () => {
    const [ann, bob] = [await connect(), await connect()];
    const dialogId = at((await ann.ask('cm.ConsumerRequestConversation', {})).body, 'conversationId');
    expect((await bob.ask('ms.SubscribeMessagingEvents', { dialogId, fromSeq: 0 })).code).to.equal(400);
    expect((await bob.ask('ms.PublishEvent', { dialogId, event: textEvent('x') })).code).to.equal(400);
    await bob.ask('cqm.SubscribeExConversations', {});
    expect(at(await bob.next(CHANGE), 'changes')).to.deep.equal([]);
    const closing = { conversationId: dialogId, conversationField: { field: 'Stage', conversationState: 'CLOSE' } };
    expect((await bob.ask('cm.UpdateConversationField', closing)).code).to.equal(400);
  });

  it('keeps the profile that the consumer sets', async () => {
    const consumer = await connect();
    const answer = await consumer.ask('userprofile.SetUserProfile', { firstName: 'Ann' });
    expect(answer).to.include({ code: 200, body: 'OK User Profile set successfully' });
  });
});
