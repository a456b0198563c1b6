import type { Account } from './account.js';
import { type DialogEvent, isVisibleTo } from './dialog.js';
import type { Party } from './party.js';
import { Refusal } from '../refusal.js';

export interface MessageQuery {
  readonly dialogId: string;
  readonly newerThanSequence: number;
  /** Exclusive. */
  readonly olderThanSequence: number;
  readonly maxQuantity: number;
}

/** What a dialog holds, oldest first: at most one page, counted from the older end. */
export function queryMessages(account: Account, reader: Party, query: MessageQuery): readonly DialogEvent[] {
  const { conversation, dialog } = account.dialog(query.dialogId);
  if (!mayRead(reader, account) && !conversation.includes(reader) && !dialog.participation(reader)) {
    throw new Refusal(400, 'Bad Request, user does not take part in the dialog');
  }
  const { newerThanSequence: newer } = query;
  const { behaviour, limits } = account.settings;
  const inclusive =
    behaviour.newerThanSequence === 'inclusive' || (behaviour.newerThanSequence === 'inclusiveAtZero' && newer === 0);
  return dialog.events
    .slice(inclusive ? newer : newer + 1, query.olderThanSequence)
    .filter((event) => isVisibleTo(event, reader))
    .slice(0, Math.min(query.maxQuantity, limits.historyPage));
}

const mayRead = (reader: Party, account: Account): boolean =>
  account.agent(reader.id)?.settings.profile === 'agentManager';
