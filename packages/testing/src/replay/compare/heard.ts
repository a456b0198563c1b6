import { type Entry } from '@holdfast/recording';
import {
  AgentNotification,
  field,
  isContent,
  readConversationChanges,
  readList,
  readMessageEvent,
} from '@holdfast/core/protocol';
import { historyRequests } from '../stage/history-requests.js';
import { said } from './deeds.js';

interface Heard {
  readonly t: number;
  readonly text: string;
}

/** What came in from outside, to tell of a difference what came before it. */
export class HeardLines {
  readonly #byConversation = new Map<string, Heard[]>();
  readonly #session: Heard[] = [];
  readonly #messages = new Set<string>();

  constructor(entries: readonly Entry[]) {
    const history = historyRequests(entries);
    for (const entry of entries) {
      if (entry.kind === 'notified') this.#notified(entry);
      else if (entry.kind === 'answer' && history.has(entry.request)) {
        for (const event of readList(entry.body)) this.#message(entry.t, event);
      } else if (entry.kind === 'opened') this.#session.push({ t: entry.t, text: 'the socket opened' });
      else if (entry.kind === 'closed')
        this.#session.push({ t: entry.t, text: `the socket closed (${codeOf(entry)})` });
    }
  }

  get conversations(): number {
    return this.#byConversation.size;
  }

  /** The last that was heard before a moment, of a conversation if there is any of it. */
  before(t: number, conversationId?: string): string | undefined {
    const ofConversation = this.#byConversation.get(conversationId ?? '')?.findLast((heard) => heard.t <= t);
    return (ofConversation ?? this.#session.findLast((heard) => heard.t <= t))?.text;
  }

  #notified({ t, type, body }: Extract<Entry, { readonly kind: 'notified' }>): void {
    if (type === AgentNotification.message) return this.#message(t, body);
    if (type !== AgentNotification.conversationChange) return;
    for (const change of readConversationChanges(body)) {
      this.#add(change.conversation.id, { t, text: `the conversation changed (${change.type})` });
    }
  }

  /** What is pushed and fetched was heard once. */
  #message(t: number, event: unknown): void {
    const message = readMessageEvent(event);
    if (message === undefined || !isContent(message.event)) return;
    const id = `${message.dialogId}:${message.sequence}`;
    if (this.#messages.has(id)) return;
    this.#messages.add(id);
    const who = (message.role ?? 'somebody').toLowerCase();
    this.#add(message.conversationId ?? message.dialogId, { t, text: `${who}: ${said(field(event, 'event'))}` });
  }

  /** A change of the conversation accompanies each message, and says less than it. */
  #add(conversationId: string, heard: Heard): void {
    const lines = this.#byConversation.get(conversationId) ?? [];
    this.#byConversation.set(conversationId, lines);
    if (lines.length === 0 || !heard.text.startsWith('the conversation changed')) lines.push(heard);
  }
}

const codeOf = ({ code, status, cause }: Extract<Entry, { readonly kind: 'closed' }>): string =>
  [cause, code ?? status].filter((part) => part !== undefined).join(' ');
