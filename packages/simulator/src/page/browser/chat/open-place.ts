import type { ChatState } from './chat-state.js';

/** Where something can be said at the moment. */
export interface OpenPlace {
  readonly dialogId: string;
  readonly conversationId: string;
}

/** The open dialog of the conversation: the main one, or the survey that follows it. */
export function openPlace({ conversation }: ChatState): OpenPlace | undefined {
  if (conversation?.stage !== 'OPEN') return undefined;
  const dialog = conversation.dialogs.find(({ state }) => state === 'OPEN');
  return dialog && { dialogId: dialog.id, conversationId: conversation.id };
}
