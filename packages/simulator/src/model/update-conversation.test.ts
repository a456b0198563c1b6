import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { testAccount } from './account.test.support.js';
import type { Agent } from './agent.js';
import type { Conversation } from './conversation.js';
import type { FieldChange } from './field-change.js';
import type { Party } from './party.js';
import { updateConversation } from './update-conversation.js';

describe('updateConversation', () => {
  let test: ReturnType<typeof testAccount>;
  let bot: Agent;
  let conversation: Conversation;

  const update = (actor: Party, ...fields: FieldChange[]) =>
    updateConversation(test.account, actor, { conversationId: conversation.id, fields });

  const participant = (type: 'ADD' | 'REMOVE' | 'SUGGEST', agent: Agent, role = 'ASSIGNED_AGENT'): FieldChange => ({
    field: 'ParticipantsChange',
    type,
    role,
    userId: agent.id,
  });

  const closeMain = (): FieldChange => ({
    field: 'DialogChange',
    type: 'UPDATE',
    dialogId: conversation.id,
    state: 'CLOSE',
  });

  beforeEach(() => {
    test = testAccount({ surveyBot: 'surveyor' });
    bot = test.online();
    conversation = test.start();
    test.account.answerRing(bot, test.ringsOf(bot)[0]?.id ?? '', 'ACCEPTED');
  });

  it('lets an agent join in a role', () => {
    const manager = test.addAgent();
    expect(update(manager, participant('ADD', manager, 'MANAGER'))).to.equal('OK Agent added successfully');
    expect(conversation.main.participation(manager)?.role).to.equal('MANAGER');
  });

  it('refuses a second assigned agent', () => {
    const other = test.addAgent();
    expect(() => update(other, participant('ADD', other))).to.throw('already has an assigned agent');
  });

  it('transfers to a skill: the agent leaves and the skill rings', () => {
    const person = test.online({ skills: ['200'] });
    const text = update(bot, participant('REMOVE', bot), { field: 'Skill', skill: '200' });
    expect(text).to.equal('OK Agent removed successfully');
    expect(conversation.main.assigned).to.equal(undefined);
    expect(conversation.skillId).to.equal('200');
    expect(test.ringsOf(person)).to.have.lengthOf(1);
    expect(test.ringsOf(bot)).to.deep.equal([]);
  });

  it('applies none of the entries if one cannot be applied', () => {
    const stranger = test.addAgent();
    const fields = [{ field: 'Skill', skill: '200' } as const, participant('REMOVE', stranger)];
    expect(() => update(bot, ...fields)).to.throw('agent does not exist in conversation');
    expect(conversation.skillId).to.equal('100');
  });

  it('transfers to an agent: he is suggested and rung, also when he is occupied', () => {
    const person = test.addAgent({ skills: ['200'] });
    test.account.setAvailability(person, 'OCCUPIED');
    update(bot, participant('REMOVE', bot), participant('SUGGEST', person), { field: 'Skill', skill: '200' });
    const suggestion = conversation.main.participants.find(({ party }) => party === person);
    expect(suggestion?.state).to.equal('SUGGESTED');
    const [ring] = test.ringsOf(person);
    test.account.answerRing(person, ring?.id ?? '', 'ACCEPTED');
    expect(conversation.main.assigned).to.equal(person);
  });

  it('forgets the suggestion when the agent lets it ring out', () => {
    const person = test.online({ skills: ['200'] });
    update(bot, participant('REMOVE', bot), participant('SUGGEST', person), { field: 'Skill', skill: '200' });
    test.clock.advance(72_000);
    expect(conversation.main.participants.map(({ state }) => state)).to.deep.equal(['ACTIVE']);
  });

  it('puts a conversation back into the queue when its agent leaves', () => {
    update(bot, participant('REMOVE', bot));
    expect(test.ringsOf(bot)).to.have.lengthOf(1);
  });

  it('refuses an agent who takes no part', () => {
    const stranger = test.addAgent();
    expect(() => update(stranger, { field: 'Skill', skill: '200' })).to.throw('agent does not exist in conversation');
  });

  it('refuses a skill that the account does not have', () => {
    expect(() => update(bot, { field: 'Skill', skill: '999' })).to.throw('skill does not exist');
  });

  it('closes the conversation with all its dialogs', () => {
    expect(update(bot, { field: 'ConversationStateField' })).to.equal('OK Conversation resolved successfully');
    expect([conversation.state, conversation.stage, conversation.closeReason]).to.deep.equal([
      'CLOSE',
      'CLOSE',
      'AGENT',
    ]);
    expect(() => update(bot, { field: 'ConversationStateField' })).to.throw('Bad Request, Conversation is close');
  });

  it('closes the conversation with its main dialog when no survey follows', () => {
    test.account.addAgent({ username: 'surveyor', nickname: '', skills: [], capacity: 1, profile: 'agent' });
    update(conversation.consumer, closeMain());
    expect([conversation.state, conversation.stage]).to.deep.equal(['CLOSE', 'CLOSE']);
    expect(conversation.closeReason).to.equal('CONSUMER');
  });

  it('opens a survey after the main dialog if the consumer can show it', () => {
    const surveyor = test.addAgent({ username: 'surveyor' });
    conversation.consumer.clientProperties = { features: ['MULTI_DIALOG'] };
    update(conversation.consumer, closeMain());
    expect([conversation.state, conversation.stage]).to.deep.equal(['CLOSE', 'OPEN']);
    const survey = conversation.dialogs[1];
    expect(survey?.settings.type).to.equal('POST_SURVEY');
    expect(survey?.participation(surveyor)?.role).to.equal('AGENT');
    expect(survey?.participation(bot)?.role).to.equal('READER');
    update(surveyor, { field: 'DialogChange', type: 'UPDATE', dialogId: survey?.id ?? '', state: 'CLOSE' });
    expect(conversation.stage).to.equal('CLOSE');
  });

  it('takes a rating after the end, and nothing else', () => {
    update(bot, { field: 'Stage' });
    update(conversation.consumer, { field: 'CSATRate', csatRate: 5, status: 'FILLED' });
    expect(conversation.csat).to.include({ csatRate: 5 });
    expect(() => update(bot, { field: 'Note', note: 'late' })).to.throw('Conversation is close');
  });

  it('keeps notes, urgency and the manual due time', () => {
    update(bot, { field: 'Note', note: 'vip' }, { field: 'TTRField', ttrType: 'CUSTOM', value: 1_800 });
    expect(conversation.note).to.equal('vip');
    expect(conversation.ttr).to.deep.equal({ ttrType: 'CUSTOM', value: 1_800 });
  });

  it('raises metaDataLastUpdateTs with every change, also within one millisecond', () => {
    const before = conversation.metaDataLastUpdateTs;
    update(bot, { field: 'Note', note: 'one' });
    const between = conversation.metaDataLastUpdateTs;
    update(bot, { field: 'Note', note: 'two' });
    expect(between).to.be.above(before);
    expect(conversation.metaDataLastUpdateTs).to.be.above(between);
  });

  it('refuses a second open conversation of one consumer', () => {
    expect(() => test.account.startConversation({ consumer: conversation.consumer })).to.throw(
      `User ${conversation.consumer.id} already has open conversation. Can't open another one.`,
    );
  });
});
