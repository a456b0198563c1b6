import type { JsonObject } from '@holdfast/core/protocol';
import type { Account } from './account.js';
import { type Audience, type DialogEvent, isContent } from './dialog.js';
import type { Party } from './party.js';
import { conversationIsClosed, Refusal } from '../refusal.js';

export interface Publication {
  readonly dialogId: string;
  readonly event: JsonObject;
  readonly metadata?: readonly JsonObject[];
  readonly audience: Audience;
}

/** @throws Refusal if the dialog is closed or the sender takes no part in it. */
export function publish(account: Account, sender: Party, publication: Publication): DialogEvent {
  const { dialogId, ...draft } = publication;
  const { conversation, dialog } = account.dialog(dialogId);
  const participant = dialog.participation(sender);
  if (participant === undefined) throw new Refusal(400, 'Bad Request, user does not take part in the dialog');
  if (dialog.state === 'CLOSE') throw conversationIsClosed();
  const event = dialog.accept(participant, draft, account.clock.now());
  account.emit({ type: 'published', conversation, event });
  if (isContent(event)) {
    conversation.lastUpdateTime = event.serverTimestamp;
    account.emit({ type: 'conversationChanged', conversation });
  }
  return event;
}
