import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@holdfast/core/protocol';
import type { Account } from './account.js';
import { Agent } from './agent.js';
import type { Conversation } from './conversation.js';
import { Dialog } from './dialog.js';
import type { FieldChange, ParticipantsChange } from './field-change.js';
import type { Party } from './party.js';
import { agentNotInConversation, conversationIsClosed, Refusal } from '../refusal.js';

export interface ConversationUpdate {
  readonly conversationId: string;
  readonly fields: readonly FieldChange[];
}

interface Change {
  readonly account: Account;
  readonly actor: Party;
  readonly conversation: Conversation;
  readonly fields: readonly FieldChange[];
}

/**
 * Applies all entries of one request, or none. Source: messaging.md §5.8.
 *
 * @returns the text that the platform answers with.
 * @throws Refusal naming the first entry that cannot be applied.
 */
export function updateConversation(account: Account, actor: Party, update: ConversationUpdate): string {
  const conversation = account.conversation(update.conversationId);
  const change: Change = { account, actor, conversation, fields: update.fields };
  requirePermission(change);
  for (const entry of update.fields) check(change, entry);
  const texts = update.fields.map((entry) => apply(change, entry));
  account.changed(conversation);
  route(change);
  return texts[0] ?? 'OK';
}

function requirePermission({ actor, conversation, fields }: Change): void {
  const joinsOnly = fields.every((entry) => entry.field === 'ParticipantsChange' && entry.type === 'ADD');
  const mayAct = conversation.includes(actor) || (actor instanceof Agent && actor.settings.profile === 'agentManager');
  if (!mayAct && !(joinsOnly && actor.kind === 'agent')) throw agentNotInConversation();
  const afterClosing = fields.every((entry) => entry.field === 'CSATRate');
  if (conversation.stage === 'CLOSE' && !afterClosing) throw conversationIsClosed();
}

function check(change: Change, entry: FieldChange): void {
  const { account, actor, conversation } = change;
  if (entry.field === 'ParticipantsChange') checkParticipant(change, entry);
  if (entry.field === 'Skill') {
    if (actor.kind === 'consumer') throw new Refusal(400, 'Bad Request, a consumer cannot change the skill');
    account.requireSkill(entry.skill);
  }
  if (entry.field === 'DialogChange' && entry.type === 'UPDATE') {
    const dialog = conversation.dialog(entry.dialogId);
    if (dialog === undefined) throw new Refusal(400, 'Bad Request, dialog does not exist');
    if (dialog.state === 'CLOSE') throw conversationIsClosed();
  }
}

function checkParticipant(change: Change, entry: ParticipantsChange): void {
  const { account, actor, conversation, fields } = change;
  const agent = account.agent(entry.userId);
  if (actor.kind === 'consumer' || agent === undefined) throw agentNotInConversation();
  if (entry.type === 'SUGGEST') account.requireFeature('transferToAgent');
  const dialog = dialogOf(conversation, entry.dialogId);
  if (dialog.state === 'CLOSE') throw conversationIsClosed();
  if (entry.type === 'REMOVE') {
    if (dialog.participation(agent)?.role !== entry.role) throw agentNotInConversation();
    return;
  }
  if (entry.type === 'UPDATE' && !dialog.participation(agent)) throw agentNotInConversation();
  const { assigned } = dialog;
  const freed = fields.some(
    (other) =>
      other.field === 'ParticipantsChange' &&
      other.type === 'REMOVE' &&
      assigned !== undefined &&
      account.agent(other.userId) === assigned,
  );
  if (entry.role === 'ASSIGNED_AGENT' && assigned !== undefined && assigned !== agent && !freed) {
    throw new Refusal(400, 'Bad Request, conversation already has an assigned agent');
  }
}

function apply(change: Change, entry: FieldChange): string {
  const { account, conversation } = change;
  switch (entry.field) {
    case 'ParticipantsChange':
      return applyParticipant(change, entry);
    case 'Skill':
      conversation.skillId = entry.skill;
      return 'OK Skill updated successfully';
    case 'ConversationStateField':
    case 'Stage':
      conversation.close(closing(change));
      return 'OK Conversation resolved successfully';
    case 'DialogChange':
      return applyDialog(change, entry);
    case 'TTRField':
      conversation.ttr = { ttrType: entry.ttrType, value: entry.value };
      return 'OK TTR updated successfully';
    case 'DelayField':
      conversation.delay = { type: entry.type, tillWhen: entry.tillWhen };
      return 'OK Delay updated successfully';
    case 'ManualETTR':
      conversation.manualEttr = entry.time ?? undefined;
      return 'OK Manual ETTR updated successfully';
    case 'Note':
      conversation.note = entry.note;
      return 'OK Note updated successfully';
    case 'TopicField':
      conversation.topic = entry.note;
      return 'OK Topic updated successfully';
    case 'CSATRate': {
      const { field: _, ...csat } = entry;
      conversation.csat = { ...csat, time: account.clock.now() } satisfies JsonObject;
      return 'OK CSAT updated successfully';
    }
  }
}

function applyParticipant({ account, conversation }: Change, entry: ParticipantsChange): string {
  const dialog = dialogOf(conversation, entry.dialogId);
  const agent = account.agent(entry.userId);
  if (agent === undefined) throw agentNotInConversation();
  if (entry.type === 'REMOVE') {
    dialog.leave(agent);
    return 'OK Agent removed successfully';
  }
  dialog.join({ party: agent, role: entry.role, state: entry.type === 'SUGGEST' ? 'SUGGESTED' : 'ACTIVE' });
  return 'OK Agent added successfully';
}

function applyDialog(change: Change, entry: Extract<FieldChange, { field: 'DialogChange' }>): string {
  const { account, actor, conversation } = change;
  if (entry.type === 'CREATE') {
    addDialog(change, { id: entry.dialogId, type: entry.dialogType });
    return 'OK Dialog created successfully';
  }
  const dialog = conversation.dialog(entry.dialogId);
  if (dialog === undefined || entry.state !== 'CLOSE') return 'OK Dialog updated successfully';
  const survey = dialog === conversation.main ? surveyBot(account, conversation) : undefined;
  const end = { ...closing(change), ...(entry.closedCause === undefined ? {} : { cause: entry.closedCause }) };
  const assigned = dialog.assigned;
  dialog.close(end);
  conversation.closeReason ??= actor.kind === 'agent' ? 'AGENT' : 'CONSUMER';
  if (survey) startSurvey(change, { bot: survey, assigned });
  else if (conversation.dialogs.every(({ state }) => state === 'CLOSE')) conversation.close(end);
  return 'OK Conversation resolved successfully';
}

/** Who asks the survey, if the account has somebody for it and the consumer's window can show a second dialog. */
const surveyBot = ({ agents, settings }: Account, { consumer }: Conversation): Agent | undefined =>
  consumer.showsDialogs ? agents.find((agent) => agent.settings.username === settings.behaviour.surveyBot) : undefined;

function startSurvey(change: Change, { bot, assigned }: { bot: Agent; assigned: Party | undefined }): void {
  const survey = addDialog(change, { id: randomUUID(), type: 'POST_SURVEY', metaData: { appInstallId: bot.pid } });
  survey.join({ party: change.conversation.consumer, role: 'CONSUMER', state: 'ACTIVE' });
  if (assigned) survey.join({ party: assigned, role: 'READER', state: 'ACTIVE' });
  survey.join({ party: bot, role: 'AGENT', state: 'ACTIVE' });
}

function addDialog(
  { account, conversation }: Change,
  dialog: { readonly id: string; readonly type: string; readonly metaData?: JsonObject },
): Dialog {
  const added = new Dialog({ ...dialog, conversationId: conversation.id, creationTs: account.clock.now() });
  account.addDialog(conversation, added);
  return added;
}

const closing = ({ account, actor }: Change) => ({
  at: account.clock.now(),
  by: actor.kind === 'agent' ? ('AGENT' as const) : ('CONSUMER' as const),
});

/** Entries without a dialog mean the main one, or the open one that followed it. */
function dialogOf(conversation: Conversation, dialogId: string | undefined): Dialog {
  if (dialogId === undefined) return conversation.dialogs.find(({ state }) => state === 'OPEN') ?? conversation.main;
  const dialog = conversation.dialog(dialogId);
  if (dialog === undefined) throw new Refusal(400, 'Bad Request, dialog does not exist');
  return dialog;
}

/** Starts or ends the search for an agent, whichever the change calls for. */
function route({ account, conversation, fields }: Change): void {
  const { routing } = account;
  const { main } = conversation;
  if (main.state === 'CLOSE' || main.assigned !== undefined) {
    routing.withdraw(conversation);
    routing.reconsider();
    return;
  }
  const task = routing.taskOf(conversation);
  const suggestion = main.participants.find(({ state }) => state === 'SUGGESTED')?.party;
  const asked = fields.some(({ field }) => field === 'Skill' || field === 'ParticipantsChange');
  const suggested = suggestion instanceof Agent ? suggestion : undefined;
  if (task === undefined || (asked && (task.skillId !== conversation.skillId || task.suggested !== suggested))) {
    routing.offer(conversation, suggested);
  }
  routing.reconsider();
}
