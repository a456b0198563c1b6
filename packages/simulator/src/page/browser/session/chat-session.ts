import {
  ConsumerNotification,
  ConsumerRequest,
  field,
  type JsonObject,
  readConversationChanges,
  readList,
  readMessageEvent,
  readText,
} from '@holdfast/core/protocol';
import type { Choice } from '../chat/choice.js';
import type { Store } from '../chat/store.js';
import type { Place } from '../chat/timeline.js';
import { ConnectionLostError } from '../connection/connection-lost-error.js';
import { ConsumerSocket } from '../connection/consumer-socket.js';
import type { Identity } from '../connection/identity.js';
import { reconnectDelay } from '../connection/reconnect-delay.js';
import { RequestRefusedError } from '../connection/request-refused-error.js';
import { publicName } from './public-name.js';

export interface ChatSessionParts {
  readonly accountId: string;
  /** `ws:` or `wss:` with host and port. */
  readonly socketOrigin: string;
  readonly identity: Identity;
  readonly store: Store;
}

const KEEP_ALIVE = 30_000;
/** A connection that lasted this long counts as a success: the next loss starts with short waits again. */
const SETTLED = 10_000;
/** The platform wants another token. Source: messaging.md §9.2. */
const TOKEN_REFUSED: ReadonlySet<number> = new Set([401, 4401, 4407]);

/** The consumer's end of a conversation: stays connected, keeps the store up to date, and says what it is told to. */
export class ChatSession {
  private socket: ConsumerSocket | undefined;
  private readonly subscribed = new Set<string>();
  private readonly asked = new Set<string>();
  private lastKey = 0;
  /** Requests that speak take turns, so that the first of two quick messages starts the conversation for both. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ChatSessionParts) {}

  /** Connects, and connects again whenever the connection is lost, for as long as the page lives. */
  async run(): Promise<never> {
    const { identity, store } = this.parts;
    for (let attempt = 1; ; attempt += 1) {
      const begun = performance.now();
      const code = await this.live();
      if (TOKEN_REFUSED.has(code)) {
        identity.forget();
        store.apply({ type: 'identityLost' });
      }
      store.apply({ type: 'linkChanged', link: 'lost' });
      if (performance.now() - begun > SETTLED) attempt = 1;
      await elapsed(reconnectDelay(attempt, Math.random));
    }
  }

  /** Says a text in the open dialog, or in a new conversation. */
  say(text: string): Promise<void> {
    return this.inTurn(() => this.speak({ text }));
  }

  /** Taps a button of a message: tells the platform so, and says what the button says. */
  tap(choice: Choice, { dialogId, sequence }: Place): Promise<void> {
    return this.inTurn(async () => {
      const event = { type: 'AcceptStatusEvent', status: 'ACTION', sequenceList: [sequence] };
      await this.attempt('The tap', () => this.publish({ dialogId, event, metadata: choice.metadata }));
      for (const action of choice.actions) {
        if (action.kind === 'say') await this.speak({ text: action.text, metadata: choice.metadata });
      }
    });
  }

  /** Says again what may not have arrived. */
  again(key: string, text: string): Promise<void> {
    this.parts.store.apply({ type: 'withdrawn', key });
    return this.say(text);
  }

  /** Closes the open dialog: the main one, or the survey that follows it. */
  close(): Promise<void> {
    const place = this.openPlace();
    if (place === undefined) return Promise.resolve();
    const dialog = { dialogId: place.dialogId, state: 'CLOSE', closedCause: 'Closed by consumer' };
    return this.attempt('Closing the conversation', () =>
      this.request(ConsumerRequest.updateConversationField, {
        conversationId: place.conversationId,
        conversationField: { field: 'DialogChange', type: 'UPDATE', dialog },
      }),
    );
  }

  /** One connection from its beginning to its end; gives the close code, or 401 if the token was refused. */
  private async live(): Promise<number> {
    const { accountId, socketOrigin, identity, store } = this.parts;
    const url = `${socketOrigin}/ws_api/account/${accountId}/messaging/consumer?v=3`;
    this.subscribed.clear();
    try {
      const jwt = await identity.token();
      const onNotification = (type: string, body: JsonObject) => this.receive(type, body);
      this.socket = await ConsumerSocket.open({ url, jwt, onNotification });
      const both = ['OPEN', 'CLOSE'];
      await this.request(ConsumerRequest.subscribeConversations, { convState: both, stage: both });
      store.apply({ type: 'linkChanged', link: 'live' });
      return await this.keptAlive(this.socket);
    } catch (error) {
      this.socket?.drop();
      return codeOf(error);
    } finally {
      this.socket = undefined;
    }
  }

  private async keptAlive(socket: ConsumerSocket): Promise<number> {
    const beat = window.setInterval(
      () => void socket.request(ConsumerRequest.getClock, {}).catch(() => {}),
      KEEP_ALIVE,
    );
    try {
      return await socket.closed;
    } finally {
      window.clearInterval(beat);
    }
  }

  private receive(type: string, body: JsonObject): void {
    const { store } = this.parts;
    if (type === ConsumerNotification.conversationChange) {
      for (const change of readConversationChanges(body)) store.apply({ type: 'conversationChanged', change });
      this.follow();
    }
    if (type !== ConsumerNotification.message) return;
    for (const message of readList(body['changes']).map((change) => readMessageEvent(change))) {
      if (message === undefined) continue;
      store.apply({ type: 'heard', message });
      if (message.role !== 'CONSUMER') this.learnName(message.originatorPid);
    }
  }

  /** Listens to every dialog of the conversation, and learns who takes part in it. */
  private follow(): void {
    const { conversation } = this.parts.store.state;
    if (conversation === undefined) return;
    for (const { id } of conversation.dialogs) void this.subscribe(id, conversation.id).catch(() => {});
    for (const { id, pid, role } of conversation.participants) if (role !== 'CONSUMER') this.learnName(pid ?? id);
  }

  private async subscribe(dialogId: string, conversationId: string): Promise<void> {
    if (this.subscribed.has(dialogId)) return;
    this.subscribed.add(dialogId);
    const fromSeq = this.parts.store.state.transcripts.get(dialogId)?.next ?? 0;
    await this.request(ConsumerRequest.subscribeMessages, { dialogId, conversationId, fromSeq });
  }

  private learnName(id: string | undefined): void {
    if (id === undefined || this.asked.has(id)) return;
    this.asked.add(id);
    void publicName(this.parts.accountId, id).then((name) => {
      if (name !== undefined) this.parts.store.apply({ type: 'named', id, name });
    });
  }

  private async speak({ text, metadata = [] }: Speech): Promise<void> {
    const { store } = this.parts;
    this.lastKey += 1;
    const key = `outgoing-${this.lastKey}`;
    store.apply({ type: 'saying', key, text });
    try {
      const { dialogId } = this.openPlace() ?? (await this.startConversation());
      const event = { type: 'ContentEvent', contentType: 'text/plain', message: text };
      const sequence = await this.publish({ dialogId, event, metadata });
      store.apply({ type: 'said', key, dialogId, sequence });
    } catch (error) {
      store.apply({ type: 'unsaid', key });
      store.apply({ type: 'refused', notice: noticeOf('The message', error) });
    }
  }

  private async publish({ dialogId, event, metadata }: Publication): Promise<number> {
    const conversationId = this.parts.store.state.conversation?.id ?? dialogId;
    const more = metadata.length === 0 ? {} : { metadata };
    const answer = await this.request(ConsumerRequest.publishEvent, { dialogId, conversationId, event }, more);
    return Number(field(answer, 'sequence'));
  }

  private async startConversation(): Promise<OpenPlace> {
    const body = { brandId: this.parts.accountId, channelType: 'MESSAGING', skillId: '-1', ttrDefName: 'NORMAL' };
    const answer = await this.request(ConsumerRequest.requestConversation, body);
    const id = readText(field(answer, 'conversationId'), 256) ?? '';
    await this.subscribe(id, id);
    return { dialogId: id, conversationId: id };
  }

  private openPlace(): OpenPlace | undefined {
    const { conversation } = this.parts.store.state;
    if (conversation?.stage !== 'OPEN') return undefined;
    const dialog = conversation.dialogs.find(({ state }) => state === 'OPEN');
    return dialog && { dialogId: dialog.id, conversationId: conversation.id };
  }

  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.parts.store.apply({ type: 'refused', notice: noticeOf(what, error) });
    }
  }

  private request(...request: Parameters<ConsumerSocket['request']>): Promise<unknown> {
    return this.socket?.request(...request) ?? Promise.reject(new ConnectionLostError(1_006));
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work);
    return this.turn;
  }
}

type Metadata = Choice['metadata'];

interface Speech {
  readonly text: string;
  readonly metadata?: Metadata;
}

interface Publication {
  readonly dialogId: string;
  readonly event: JsonObject;
  readonly metadata: Metadata;
}

interface OpenPlace {
  readonly dialogId: string;
  readonly conversationId: string;
}

const elapsed = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));

const codeOf = (error: unknown): number =>
  error instanceof RequestRefusedError || error instanceof ConnectionLostError ? error.code : 1_006;

const noticeOf = (what: string, error: unknown): string =>
  error instanceof RequestRefusedError
    ? `${what} was refused by the platform (code ${error.code}).`
    : `${what} may not have arrived: the connection was lost.`;
