import { field, readCount, readList, readText } from '@holdfast/core/protocol';
import type { Agent, Dialog } from './agent.js';
import {
  agentMessage,
  ANSWER,
  answerEvent,
  consumerMessage,
  conversationNotification,
  messageNotification,
  publishedAt,
  receiptEvent,
  response,
} from './wire.js';

export interface Hall {
  readonly dialogs: ReadonlyMap<string, Dialog>;
  /** Clock requests get no answer until this is over. */
  readonly clockStopped: boolean;
  /** A message with this number was answered. */
  answered(dialog: Dialog, number: number): void;
}

/** Conversations in one notification, which has to fit into the largest frame that clients take. */
export const CONVERSATIONS = 300;

/** Answers one request of an agent. Answers to consumers are the many; they are looked through and not parsed. */
export function answerRequest(agent: Agent, text: string, hall: Hall): void {
  if (text.includes('"type":"ContentEvent"')) return publish(agent, text, hall);
  const request: unknown = JSON.parse(text);
  const id = readText(field(request, 'id'), 64) ?? '';
  const body = field(request, 'body');
  switch (field(request, 'type')) {
    case '.ams.ms.PublishEvent':
      return receipt(agent, { id, body }, hall);
    case '.ams.ms.QueryMessages':
      return agent.socket?.send(response(id, '.ams.ms.QueryMessages$Response', history(body, hall)));
    case '.ams.aam.SubscribeExConversations':
      return subscribe(agent, id);
    case '.GetClock':
      if (!hall.clockStopped) agent.socket?.send(response(id, '.GetClock$Response', `{"currentTime":${Date.now()}}`));
      return undefined;
    case '.ams.routing.SetAgentState':
      agent.readyAt = performance.now();
      return agent.socket?.send(response(id, '.ReqBody$StringResp', '"Agent state updated successfully"'));
    default:
      return agent.socket?.send(response(id, '.ams.GenericSubscribe$Response', `{"subscriptionId":"${id}"}`));
  }
}

/** The text between two marks. */
function between(text: string, mark: string, end: string): string {
  const start = text.indexOf(mark) + mark.length;
  return text.slice(start, text.indexOf(end, start));
}

function publish(agent: Agent, text: string, hall: Hall): void {
  const dialog = hall.dialogs.get(between(text, '"dialogId":"', '"'));
  if (dialog === undefined) return;
  const number = Number(between(text, `${ANSWER}#`, ' '));
  const sequence = dialog.record.push(-number) - 1;
  agent.socket?.send(publishedAt(between(text, '"id":"', '"'), sequence));
  agent.socket?.send(messageNotification(agentMessage(dialog, sequence, answerEvent(number))));
  hall.answered(dialog, number);
}

interface Asked {
  readonly id: string;
  readonly body: unknown;
}

function receipt(agent: Agent, { id, body }: Asked, { dialogs }: Hall): void {
  const dialog = dialogs.get(String(field(body, 'dialogId')));
  if (dialog === undefined) return;
  const sequences = readList(field(field(body, 'event'), 'sequenceList')).map(Number);
  const sequence = dialog.record.push(sequences) - 1;
  agent.socket?.send(publishedAt(id, sequence));
  agent.socket?.send(messageNotification(agentMessage(dialog, sequence, receiptEvent(sequences))));
}

function subscribe(agent: Agent, id: string): void {
  agent.subscription = id;
  agent.socket?.send(response(id, '.ams.aam.SubscribeExConversations$Response', `{"subscriptionId":"${id}"}`));
  agent.socket?.send(conversationNotification(id, agent.dialogs.slice(0, CONVERSATIONS)));
}

function history(body: unknown, { dialogs }: Hall): string {
  const dialog = dialogs.get(String(field(body, 'dialogId')));
  if (dialog === undefined) return '[]';
  const newerThan = Number(field(body, 'newerThanSequence') ?? -1);
  const before = readCount(field(body, 'olderThanSequence')) ?? Infinity;
  const end = Math.min(newerThan + 1 + (readCount(field(body, 'maxQuantity')) ?? 100), before, dialog.record.length);
  const events: string[] = [];
  for (let sequence = newerThan + 1; sequence < end; sequence += 1) events.push(recorded(dialog, sequence));
  return `[${events.join(',')}]`;
}

function recorded(dialog: Dialog, sequence: number): string {
  const entry = dialog.record[sequence] ?? [];
  if (typeof entry !== 'number') return agentMessage(dialog, sequence, receiptEvent(entry));
  return entry > 0 ? consumerMessage(dialog, sequence, entry) : agentMessage(dialog, sequence, answerEvent(-entry));
}
