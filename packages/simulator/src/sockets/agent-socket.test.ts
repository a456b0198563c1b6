import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  acceptRing,
  agentUrl,
  bearerOf,
  CHANGE,
  MESSAGE,
  onlineAgent,
  openAgent,
  SUBSCRIBE,
  TASK,
  textEvent,
} from '../agent.test.support.js';
import type { ScriptedConsumer } from '../consumer/scripted-consumer.js';
import { ManualClock } from '../manual-clock.js';
import type { Platform } from '../platform.js';
import { at, PlainClient } from '../plain-client.test.support.js';
import { startSimulator } from '../start-simulator.js';

const refusalOf = (opened: Promise<PlainClient>) => opened.then(String, (error: Error) => error.message);

describe('the agent socket', () => {
  let platform: Platform;
  let clock: ManualClock;
  let agent: PlainClient;
  let ann: ScriptedConsumer;

  beforeEach(async () => {
    clock = new ManualClock();
    platform = await startSimulator({ clock });
    ann = platform.consumer({ name: 'Ann' });
  });

  afterEach(() => platform.stop());

  describe('upgrade', () => {
    it('is refused with 401 for an unknown bearer or another account', async () => {
      const bearer = await bearerOf(platform);
      expect(await refusalOf(PlainClient.open(agentUrl(platform, 'f'.repeat(64))))).to.equal('401');
      const elsewhere = agentUrl(platform, bearer).replace('12345678', '999');
      expect(await refusalOf(PlainClient.open(elsewhere))).to.equal('401');
      expect(platform.log.filter(({ kind }) => kind === 'upgrade')).to.have.lengthOf(2);
    });

    it('is refused with 400 for a version nobody speaks any more, and 404 elsewhere', async () => {
      const bearer = await bearerOf(platform);
      expect(await refusalOf(PlainClient.open(agentUrl(platform, bearer, '1')))).to.equal('400');
      expect(await refusalOf(PlainClient.open(`ws://127.0.0.1:${platform.port}/elsewhere`))).to.equal('404');
    });

    it('ignores further query parameters', async () => {
      const bearer = await bearerOf(platform);
      (await PlainClient.open(`${agentUrl(platform, bearer, '2')}&appId=my-bot`)).close();
    });
  });

  describe('frames', () => {
    beforeEach(async () => {
      agent = await openAgent(platform);
    });

    it('answers dotted and short names alike, with the dotted type', async () => {
      for (const type of ['.GetClock', 'GetClock']) {
        const { code, type: answered, body } = await agent.ask(type, {});
        expect([code, answered, at(body, 'currentTime')]).to.deep.equal([200, '.GetClock$Response', clock.now()]);
      }
    });

    it('echoes a numeric id as text', async () => {
      const answer = new Promise((resolve) => {
        agent.socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
      });
      agent.send({ kind: 'req', id: 7, type: '.GetClock', body: {} });
      expect(at(await answer, 'reqId')).to.equal('7');
    });

    it('refuses unknown types and bodies that break the schema with 400', async () => {
      expect((await agent.ask('.ams.ms.Nothing', {})).code).to.equal(400);
      const { code, body } = await agent.ask('.ams.ms.PublishEvent', { dialogId: 'd' });
      expect(code).to.equal(400);
      expect(body).to.include("must have required property 'event'");
    });

    it('ignores what is no request, and stays open', async () => {
      const deep = `{"id":"1","type":"a","metadata":${'['.repeat(9_999)}${']'.repeat(9_999)}}`;
      for (const frame of ['', 'x', '[]', 'null', '{"kind":"req"}', '{"kind":"resp","id":"1","type":"a"}', deep])
        agent.send(frame);
      agent.socket.send(Buffer.from('{}'), { binary: true });
      expect((await agent.ask('.GetClock', {})).code).to.equal(200);
      expect(platform.log.filter(({ kind }) => kind === 'malformed')).to.have.lengthOf(8);
    });

    it('cuts a client that is silent for 60 s, counting from its last frame', async () => {
      clock.advance(40_000);
      await agent.ask('.GetClock', {});
      clock.advance(40_000);
      expect((await agent.ask('.GetClock', {})).code).to.equal(200);
      clock.advance(60_000);
      expect(await agent.closed).to.equal(1006);
    });

    it('takes a ping as a sign of life', async () => {
      clock.advance(40_000);
      const pong = new Promise((resolve) => agent.socket.once('pong', resolve));
      agent.socket.ping();
      await pong;
      clock.advance(40_000);
      expect((await agent.ask('.GetClock', {})).code).to.equal(200);
    });
  });

  describe('state', () => {
    it('is set for the user himself only', async () => {
      agent = await openAgent(platform);
      const other = platform.addBot();
      const set = (agentUserId: string) =>
        agent.ask('.ams.routing.SetAgentState', { channels: ['MESSAGING'], agentUserId, availability: 'ONLINE' });
      expect(await set(platform.bots[0].oldId)).to.include({ code: 202, body: 'Agent state updated successfully' });
      expect((await set(other.oldId)).code).to.equal(401);
      expect(platform.agents.map(({ availability }) => availability)).to.deep.equal(['ONLINE', 'OFFLINE']);
    });

    it('is announced to those who watch it', async () => {
      agent = await onlineAgent(platform);
      await agent.ask('.ams.routing.SubscribeAgentsState', { brandId: '12345678', agentId: platform.bots[0].oldId });
      const state = await agent.next('.ams.routing.AgentStateNotification');
      expect(at(state, 'changes.0.result.availability')).to.equal('ONLINE');
    });

    it('falls to OFFLINE when the last socket is gone, and the conversations stay', async () => {
      agent = await onlineAgent(platform);
      await ann.startConversation();
      await acceptRing(agent);
      agent.close();
      const again = await openAgent(platform);
      await again.ask('GetClock', {});
      expect(platform.agents[0]).to.include({ availability: 'OFFLINE', assigned: 1 });
    });
  });

  describe('rings', () => {
    beforeEach(async () => {
      agent = await onlineAgent(platform);
    });

    it('reach the agent with id, expiry and conversation, and end in an assignment', async () => {
      const conversationId = await ann.startConversation();
      const task = await agent.next(TASK);
      const ring = at(task, 'changes.0.result.ringsDetails.0');
      expect(ring).to.include({
        ringState: 'WAITING',
        convId: conversationId,
        consumerId: ann.id,
        ringExpiration: 72_000,
      });
      const accepted = await agent.ask('.ams.routing.UpdateRingState', {
        ringId: at(ring, 'ringId'),
        ringState: 'ACCEPTED',
      });
      expect(accepted).to.include({ code: 202, body: 'Ring state updated successfully' });
      const done = await agent.next(TASK);
      expect(at(done, 'changes.0.result')).to.include({ taskCompleted: true, assignedAgentId: platform.bots[0].oldId });
      expect(at(done, 'changes.0.result.ringsDetails.0.ringState')).to.equal('ACCEPTED');
      const details = at(await agent.next(CHANGE), 'changes.0.result.conversationDetails');
      expect(at(details, 'participants.ASSIGNED_AGENT.0')).to.equal(platform.bots[0].oldId);
      expect(at(details, 'participantsPId.ASSIGNED_AGENT.0')).to.equal(platform.bots[0].pid);
      expect(at(details, 'dialogs.0.participantsDetails.1')).to.deep.equal({
        id: platform.bots[0].oldId,
        role: 'ASSIGNED_AGENT',
        state: 'ACTIVE',
      });
    });

    it('that expired are refused', async () => {
      await ann.startConversation();
      const ringId = at(await agent.next(TASK), 'changes.0.result.ringsDetails.0.ringId');
      // Two steps: the sockets must not fall silent on the way.
      for (const step of [40_000, 32_000]) {
        clock.advance(step);
        await agent.ask('.GetClock', {});
      }
      expect(at(await agent.next(TASK), 'changes.0.result.ringsDetails.0.ringState')).to.equal('EXPIRED');
      const { code } = await agent.ask('.ams.routing.UpdateRingState', { ringId, ringState: 'ACCEPTED' });
      expect(code).to.equal(400);
    });
  });

  describe('conversations', () => {
    let conversationId: string;

    beforeEach(async () => {
      agent = await onlineAgent(platform);
      conversationId = await ann.startConversation();
      await acceptRing(agent);
    });

    const update = (conversationField: unknown) =>
      agent.ask('.ams.cm.UpdateConversationField', { conversationId, conversationField });
    const publish = (event: unknown, more: object = {}) =>
      agent.ask('.ams.ms.PublishEvent', { dialogId: conversationId, event, ...more });

    it('come as a snapshot after subscribing', async () => {
      await agent.ask('cqm.SubscribeExConversations', { convState: 'OPEN', agentIds: platform.bots[0].oldId });
      expect(at(await agent.next(CHANGE), 'changes.0.result.convId')).to.equal(conversationId);
    });

    it('of others are hidden from a plain agent and shown to an agent manager', async () => {
      const plain = await openAgent(platform, platform.addBot());
      const manager = await openAgent(platform, platform.addBot({ profile: 'agentManager' }));
      await plain.ask(SUBSCRIBE, { convState: ['OPEN'] });
      await manager.ask(SUBSCRIBE, { convState: ['OPEN'] });
      expect(at(await plain.next(CHANGE), 'changes')).to.deep.equal([]);
      expect(at(await manager.next(CHANGE), 'changes.0.result.convId')).to.equal(conversationId);
    });

    it('carry messages both ways, numbered per dialog, and echo the own ones', async () => {
      await ann.says('hello');
      const message = await agent.next(MESSAGE);
      expect(message).to.include({ sequence: 0, dialogId: conversationId, originatorId: ann.id });
      expect(at(message, 'originatorMetadata.role')).to.equal('CONSUMER');
      const metadata = [{ type: 'ExternalId', id: 'r-1' }];
      const { body } = await agent.ask(
        '.ams.ms.PublishEvent',
        { dialogId: conversationId, event: textEvent('hi Ann') },
        { metadata },
      );
      expect(body).to.deep.equal({ sequence: 1 });
      const echo = await agent.next(MESSAGE);
      expect(echo).to.include({ originatorId: platform.bots[0].oldId, originatorPId: platform.bots[0].pid });
      expect(echo['metadata']).to.deep.equal(metadata);
      expect((await ann.hears('hi Ann')).metadata).to.deep.equal(metadata);
      const history = await agent.ask('.ams.ms.QueryMessages', { dialogId: conversationId, newerThanSequence: 0 });
      expect(at(history.body, '1.metadata')).to.deep.equal(metadata);
      expect(history.body).to.have.lengthOf(2);
    });

    it('hear the answer to a request before what follows from it', async () => {
      const kinds: unknown[] = [];
      agent.socket.on('message', (data: Buffer) => kinds.push(at(JSON.parse(data.toString('utf8')), 'kind')));
      await publish(textEvent('hi'));
      await agent.ask('.GetClock', {});
      expect(kinds).to.deep.equal(['resp', 'notification', 'notification', 'resp']);
    });

    it('answer typing with sequence 0 and give it none', async () => {
      expect((await publish({ type: 'ChatStateEvent', chatState: 'COMPOSING' })).body).to.deep.equal({ sequence: 0 });
      const typing = await agent.next(MESSAGE);
      expect(typing).not.to.have.any.keys('sequence', 'serverTimestamp');
      expect((await publish(textEvent('first'))).body).to.deep.equal({ sequence: 0 });
    });

    it('tell when the consumer is gone', async () => {
      await ann.leave();
      const event = at(await agent.next(MESSAGE), 'event');
      expect(event).to.deep.equal({ type: 'ChatStateEvent', chatState: 'BACKGROUND' });
    });

    it('keep private messages from the consumer', async () => {
      await publish(textEvent('secret'), { messageAudience: 'AGENTS_AND_MANAGERS' });
      await publish(textEvent('public'));
      await ann.hears('public');
      expect(ann.transcript.map(({ text }) => text)).to.deep.equal(['public']);
    });

    it('refuse messages that are too long or malformed', async () => {
      expect((await publish(textEvent('x'.repeat(5_001)))).code).to.equal(400);
      expect((await publish({ type: 'ContentEvent', contentType: 'text/plain' })).code).to.equal(400);
      expect((await publish({ type: 'AcceptStatusEvent', status: 'SEEN', sequenceList: [0] })).code).to.equal(400);
    });

    it('refuse events of others and events after the end', async () => {
      const stranger = await openAgent(platform, platform.addBot());
      const body = { dialogId: conversationId, event: textEvent('x') };
      expect((await stranger.ask('.ams.ms.PublishEvent', body)).code).to.equal(400);
      await ann.close();
      expect(await publish(textEvent('late'))).to.include({ code: 400, body: 'Bad Request, Conversation is close' });
    });

    it('end with a DELETE that says who closed', async () => {
      const answer = await update({ field: 'ConversationStateField', conversationState: 'CLOSE' });
      expect(answer).to.include({ code: 200, body: 'OK Conversation resolved successfully' });
      const change = await agent.next(CHANGE);
      expect(at(change, 'changes.0.type')).to.equal('DELETE');
      expect(at(change, 'changes.0.result.conversationDetails')).to.include({ state: 'CLOSE', closeReason: 'AGENT' });
    });

    it('leave with a DELETE when they are transferred to a skill', async () => {
      const { oldId: userId } = platform.bots[0];
      const answer = await update([
        { field: 'ParticipantsChange', type: 'REMOVE', role: 'ASSIGNED_AGENT', userId },
        { field: 'Skill', type: 'UPDATE', skill: '300000001' },
      ]);
      expect(answer).to.include({ code: 200, body: 'OK Agent removed successfully' });
      expect(at(await agent.next(CHANGE), 'changes.0.type')).to.equal('DELETE');
      expect(platform.conversations[0]).to.include({ skillId: '300000001' });
    });

    it('refuse to remove an agent who is not there', async () => {
      const entry = {
        field: 'ParticipantsChange',
        type: 'REMOVE',
        role: 'ASSIGNED_AGENT',
        userId: platform.addBot().oldId,
      };
      expect(await update(entry)).to.include({ code: 400, body: 'agent does not exist in conversation' });
    });

    it('show suggested agents on 2.1 and not on 2', async () => {
      const person = platform.addBot({ profile: 'agentManager', skills: ['300000001'] });
      const { oldId: userId } = platform.bots[0];
      await update([
        { field: 'ParticipantsChange', type: 'REMOVE', role: 'ASSIGNED_AGENT', userId },
        { field: 'ParticipantsChange', type: 'SUGGEST', role: 'ASSIGNED_AGENT', userId: person.oldId },
        { field: 'Skill', type: 'UPDATE', skill: '300000001' },
      ]);
      const bearer = await bearerOf(platform, person);
      const details = async (version: string) => {
        const client = await PlainClient.open(agentUrl(platform, bearer, version));
        await client.ask(SUBSCRIBE, {});
        return at(await client.next(CHANGE), 'changes.0.result.conversationDetails.dialogs.0.participantsDetails');
      };
      expect(await details('2.1')).to.deep.include({ id: person.oldId, role: 'ASSIGNED_AGENT', state: 'SUGGESTED' });
      expect(await details('2')).to.deep.equal([{ id: ann.id, role: 'CONSUMER' }]);
    });

    it('come to an end for a subscription that is cancelled', async () => {
      const { body } = await agent.ask(SUBSCRIBE, {});
      const subscriptionId = at(body, 'subscriptionId');
      await agent.next(CHANGE, (change) => change['subscriptionId'] === subscriptionId);
      await agent.ask('.ams.aam.UnsubscribeExConversations', { subscriptionId });
      await update({ field: 'Note', note: 'x' });
      const heard = await agent.heardSoFar(CHANGE);
      expect(heard.filter((change) => change['subscriptionId'] === subscriptionId)).to.deep.equal([]);
    });

    it('are opened again with a consumer by an agent', async () => {
      const request = () =>
        agent.ask('.ams.cm.AgentRequestConversation', { channelType: 'MESSAGING', consumerId: ann.id, skillId: '-1' });
      expect((await request()).code).to.equal(400);
      await update({ field: 'Stage', conversationState: 'CLOSE' });
      expect(at((await request()).body, 'conversationId')).to.be.a('string');
    });

    it('know the consumer by either form of GetUserProfile', async () => {
      for (const body of [ann.id, { userId: ann.id }]) {
        const profile = await agent.ask('.ams.userprofile.GetUserProfile', body);
        expect(profile.body).to.include({ userId: ann.id, role: 'CONSUMER' });
      }
      const own = await agent.ask('.ams.userprofile.GetUserProfile', {});
      expect(own.body).to.include({ userId: platform.bots[0].oldId });
    });

    // messaging.md §11.3 and §5.11: one address, two names.
    it('show agents the address of the consumer as email', async () => {
      const profile = { firstName: 'Eve', privateData: { mobileNum: '+1', mail: 'eve@example.org' } };
      const eve = platform.consumer({ profile });
      await eve.connect();
      const { body } = await agent.ask('.ams.userprofile.GetUserProfile', eve.id);
      expect(body).to.include({ firstName: 'Eve', lastName: '' });
      expect(at(body, 'privateData')).to.include({ email: 'eve@example.org', mobileNum: '+1' });
    });

    it('carry files through the file storage', async () => {
      const asked = await agent.ask('.ams.ms.GenerateURLForUploadFile', { fileSize: '4', fileType: 'PNG' });
      const address = (body: unknown) =>
        `${platform.url}${String(at(body, 'relativePath'))}?${new URLSearchParams(at(body, 'queryParams') as Record<string, string>).toString()}`;
      const put = () => fetch(address(asked.body), { method: 'PUT', body: 'abcd' });
      expect((await put()).status).to.equal(201);
      const relativePath = at(asked.body, 'relativePath');
      const fetched = await agent.ask('.ams.ms.GenerateURLForDownloadFile', { relativePath });
      expect(await (await fetch(address(fetched.body))).text()).to.equal('abcd');
      clock.advance(61_000);
      expect((await put()).status).to.equal(401);
      expect((await fetch(`${platform.url}${String(relativePath)}`)).status).to.equal(401);
    });

    it('refuse files that are too large, of another type, or were never stored', async () => {
      const upload = (fileSize: number, fileType: string) =>
        agent.ask('.ams.ms.GenerateURLForUploadFile', { fileSize, fileType });
      expect((await upload(3_145_729, 'PNG')).code).to.equal(400);
      expect((await upload(10, 'EXE')).code).to.equal(400);
      const download = await agent.ask('.ams.ms.GenerateURLForDownloadFile', { relativePath: '/v1/none.PNG' });
      expect(download.code).to.equal(500);
    });
  });
});
