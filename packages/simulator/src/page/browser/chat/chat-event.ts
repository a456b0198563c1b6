import type { ConversationChange, MessageEvent } from '@holdfast/core/protocol';
import type { Link } from './chat-state.js';

/** Everything that can change what the page shows. */
export type ChatEvent =
  | { readonly type: 'linkChanged'; readonly link: Link }
  /** The platform no longer knows this consumer: a new one begins with nothing. */
  | { readonly type: 'identityLost' }
  | { readonly type: 'conversationChanged'; readonly change: ConversationChange }
  | { readonly type: 'heard'; readonly message: MessageEvent }
  | { readonly type: 'named'; readonly id: string; readonly name: string }
  | { readonly type: 'saying'; readonly key: string; readonly text: string }
  | { readonly type: 'said'; readonly key: string; readonly dialogId: string; readonly sequence: number }
  | { readonly type: 'unsaid'; readonly key: string }
  | { readonly type: 'withdrawn'; readonly key: string }
  | { readonly type: 'cleared' }
  | { readonly type: 'refused'; readonly notice: string };
