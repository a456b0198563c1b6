import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { acceptRing, onlineAgent } from './agent.test.support.js';
import type { Features } from './options.js';
import type { Platform } from './platform.js';
import { startSimulator } from './start-simulator.js';

// messaging.md §5.8 and §5.12: both need a feature of the account.
describe('An account without a feature', () => {
  let platform: Platform;

  afterEach(() => platform.stop());

  const assigned = async (features: Partial<Features>) => {
    platform = await startSimulator({ features });
    const agent = await onlineAgent(platform);
    await platform.consumer().startConversation();
    return { agent, conversationId: await acceptRing(agent) };
  };

  it('takes no files from agents, and still from consumers', async () => {
    const { agent, conversationId: dialogId } = await assigned({ fileSharing: false });
    const upload = { fileSize: 4, fileType: 'PNG' };
    const refusal = { code: 400, body: 'Bad Request, account feature Messaging.Agent_File_Sharing is off' };
    expect(await agent.ask('.ams.ms.GenerateURLForUploadFile', upload)).to.include(refusal);
    const message = { caption: 'a cat', relativePath: '/v1/cat.PNG', fileType: 'PNG' };
    const event = { type: 'ContentEvent', contentType: 'hosted/file', message };
    expect(await agent.ask('.ams.ms.PublishEvent', { dialogId, event })).to.include(refusal);
    const ann = platform.consumer();
    await ann.startConversation();
    expect(await ann.publish(event)).to.equal(0);
  });

  it('suggests nobody, and still transfers to a skill', async () => {
    const { agent, conversationId } = await assigned({ transferToAgent: false });
    const { oldId } = platform.addBot({ skills: ['300000001'] });
    const mine = { field: 'ParticipantsChange', role: 'ASSIGNED_AGENT' };
    const remove = { ...mine, type: 'REMOVE', userId: platform.bots[0].oldId };
    const suggest = { ...mine, type: 'SUGGEST', userId: oldId };
    const skill = { field: 'Skill', type: 'UPDATE', skill: '300000001' };
    const update = (conversationField: readonly object[]) =>
      agent.ask('.ams.cm.UpdateConversationField', { conversationId, conversationField });
    const { code, body } = await update([remove, suggest, skill]);
    expect([code, body]).to.deep.equal([400, 'Bad Request, account feature Messaging.Transfer_To_Agent is off']);
    expect((await update([remove, skill])).code).to.equal(200);
  });
});
