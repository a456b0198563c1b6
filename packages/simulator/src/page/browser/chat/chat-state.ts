import type { ConversationSnapshot } from '@holdfast/core/protocol';
import type { Note } from './note.js';
import type { Transcript } from './transcript.js';

export type Link = 'connecting' | 'live' | 'lost';

/** Everything that the page shows. */
export interface ChatState {
  readonly link: Link;
  /** The one that is open, or else the one that began last. */
  readonly conversation?: ConversationSnapshot;
  /** Whether an agent ever had it: tells a transfer from a first wait. */
  readonly hadAgent: boolean;
  /** Whether the consumer has put the closed conversation away, to begin another. */
  readonly cleared: boolean;
  /** By dialog id, for the dialogs of the conversation. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  /** What happened to the conversation while this page looked on, oldest first. */
  readonly notes: readonly Note[];
  /** Said by the consumer and not heard back yet. */
  readonly outgoing: readonly Outgoing[];
  /** Names of the people of the brand's side, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Why the last thing that was asked for did not happen. */
  readonly notice?: string;
}

export interface Outgoing {
  readonly key: string;
  readonly text: string;
  /** `unsent`: nobody knows whether it arrived. */
  readonly delivery:
    | { readonly phase: 'sending' | 'unsent' }
    | { readonly phase: 'sent'; readonly dialogId: string; readonly sequence: number };
}

export const initialState: ChatState = {
  link: 'connecting',
  hadAgent: false,
  cleared: false,
  transcripts: new Map(),
  notes: [],
  outgoing: [],
  names: new Map(),
};
