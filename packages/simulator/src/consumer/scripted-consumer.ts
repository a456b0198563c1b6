import {
  ConsumerNotification,
  ConsumerRequest,
  field,
  findTap,
  type JsonObject,
  type Metadata,
  type MessageEvent,
  readConversationChanges,
  readList,
  readMessageEvent,
  readText,
  textOf,
} from '@holdfast/core/protocol';
import { SimulatorOptionError } from '../errors.js';
import { connectConsumer, signUp } from './consumer-connection.js';
import type { HeardMessage } from './heard-message.js';
import { type Expected, Hearing } from './hearing.js';
import type { PlatformAddress } from './platform-address.js';
import type { RequestSocket } from './request-socket.js';

export interface ScriptedConsumerOptions {
  /** Shown in the transcript. @default 'consumer' */
  readonly name?: string;
  /** Sent at InitConnection. @default a desktop window with rich content, quick replies and surveys */
  readonly clientProperties?: JsonObject;
  /** What the platform is told of this person when it first connects, as `SetUserProfile` takes it. @default nothing */
  readonly profile?: JsonObject;
  /** Connects as the consumer of this token instead of signing a new one up. */
  readonly jwt?: string;
  /** Skill for conversations that `says` starts. @default '-1', any skill */
  readonly skillId?: string;
}

export interface ConversationStart {
  readonly skillId?: string;
  readonly ttrDefName?: 'NORMAL' | 'URGENT' | 'PRIORITIZED' | 'CUSTOM';
  readonly conversationContext?: JsonObject;
  readonly campaignInfo?: JsonObject;
}

export interface TranscriptLine {
  /** Epoch ms by the platform's clock. */
  readonly at: number;
  /** The consumer's name, or the role of the sender. */
  readonly who: string;
  readonly text: string;
}

const WINDOW: JsonObject = {
  deviceFamily: 'DESKTOP',
  os: 'OTHER',
  integration: 'WEB_SDK',
  appId: 'holdfast-consumer',
  features: ['RICH_CONTENT', 'QUICK_REPLIES', 'MULTI_DIALOG', 'AUTO_MESSAGES'],
};

const WITHIN = 5_000;

/** A consumer played by a test, over a real socket. One conversation at a time. */
export class ScriptedConsumer {
  private readonly hearing = new Hearing('consumer');
  private readonly received: MessageEvent[] = [];
  /** `<dialogId>:<sequence>` of what was received: a replay after a reconnect is not heard twice. */
  private readonly known = new Set<string>();
  private connecting: Promise<RequestSocket> | undefined;
  private connection: RequestSocket | undefined;
  private jwt: string | undefined;
  private consumerId = '';
  private conversation: string | undefined;
  private openDialog: string | undefined;
  private readonly subscribed = new Map<string, Promise<unknown>>();

  constructor(
    private readonly platform: PlatformAddress,
    private readonly options: ScriptedConsumerOptions = {},
  ) {
    this.jwt = options.jwt;
  }

  /** The consumer's id at the platform; empty before it connected. */
  get id(): string {
    return this.consumerId;
  }

  /** The conversation that is open, or was last. */
  get conversationId(): string | undefined {
    return this.conversation;
  }

  /** Everything received on the dialogs, receipts and typing included, in order of arrival. */
  get events(): readonly MessageEvent[] {
    return [...this.received];
  }

  /** What was said by all sides. */
  get transcript(): readonly TranscriptLine[] {
    return this.received.flatMap((event) => {
      const text = textOf(event.event);
      if (text === undefined) return [];
      const who = event.role === 'CONSUMER' ? (this.options.name ?? 'consumer') : (event.role ?? 'unknown');
      return [{ at: event.serverTimestamp ?? 0, who, text }];
    });
  }

  /** Signs up and connects. A second call changes nothing; after a loss it connects again as the same consumer. */
  async connect(): Promise<void> {
    await this.connected();
  }

  /** Opens a conversation and gives its id. Rejects if one is open already, as the platform allows one at a time. */
  async startConversation(start: ConversationStart = {}): Promise<string> {
    const connection = await this.connected();
    const { skillId = this.options.skillId ?? '-1', ttrDefName = 'NORMAL', ...more } = start;
    const answer = await connection.request(ConsumerRequest.requestConversation, {
      brandId: this.platform.accountId,
      channelType: 'MESSAGING',
      skillId,
      ttrDefName,
      ...more,
    });
    const id = readText(field(answer, 'conversationId'), 64) ?? '';
    this.conversation = id;
    this.openDialog = id;
    await this.subscribe(id);
    return id;
  }

  /** Says a text and gives its sequence; starts a conversation first if none is open. */
  async says(text: string, { metadata = [] }: { readonly metadata?: readonly Metadata[] } = {}): Promise<number> {
    if (this.openDialog === undefined) await this.startConversation();
    return this.publish({ type: 'ContentEvent', contentType: 'text/plain', message: text }, metadata);
  }

  /**
   * Waits for something said by the brand's side, after what the last `hears` returned. Rejects with `NotHeardError`,
   * which lists what was heard instead.
   */
  hears(expected: Expected, { within = WITHIN }: { readonly within?: number } = {}): Promise<HeardMessage> {
    return this.hearing.waitFor(expected, within);
  }

  /**
   * Taps the quick reply of this title in the last message that offered one, or else the button of this title in the last
   * card that has it: a receipt ACTION, then the text.
   */
  async taps(title: string): Promise<number> {
    const tap = findTap(this.received, title);
    if (tap === undefined) {
      throw new SimulatorOptionError(
        'taps',
        `no card has a button, and the last quick replies none, titled "${title}".`,
      );
    }
    const { sequence, text, metadata } = tap;
    await this.publish({ type: 'AcceptStatusEvent', status: 'ACTION', sequenceList: [sequence] }, metadata);
    return this.says(text, { metadata });
  }

  /** Publishes any event into the open dialog and gives its sequence. */
  async publish(event: JsonObject, metadata: readonly Metadata[] = []): Promise<number> {
    const connection = await this.connected();
    const body = { dialogId: this.openDialog, conversationId: this.conversation, event };
    const answer = await connection.request(
      ConsumerRequest.publishEvent,
      body,
      metadata.length === 0 ? {} : { metadata },
    );
    return Number(field(answer, 'sequence'));
  }

  /**
   * Closes the open dialog; with `{ survey: false }` the whole conversation, so that no survey follows. Where nothing is
   * open, because the brand's side was faster, it changes nothing.
   */
  async close({ survey = true }: { readonly survey?: boolean } = {}): Promise<void> {
    if (this.openDialog === undefined) return;
    const connection = await this.connected();
    const dialog = { dialogId: this.openDialog, state: 'CLOSE', closedCause: 'Closed by consumer' };
    await connection.request(ConsumerRequest.updateConversationField, {
      conversationId: this.conversation,
      conversationField: survey
        ? { field: 'DialogChange', type: 'UPDATE', dialog }
        : { field: 'ConversationStateField', conversationState: 'CLOSE' },
    });
  }

  /** Goes away: the socket is closed, the conversation stays as it is. A later action connects again. */
  async leave(): Promise<void> {
    await this.connection?.close();
  }

  private connected(): Promise<RequestSocket> {
    this.connecting ??= this.open().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async open(): Promise<RequestSocket> {
    if (this.jwt === undefined) {
      const identity = await signUp(this.platform);
      this.jwt = identity.jwt;
      this.consumerId = identity.id;
    }
    const connection = await connectConsumer(
      {
        platform: this.platform,
        clientProperties: this.options.clientProperties ?? WINDOW,
        onNotification: (type, body) => this.receive(type, body),
        onClosed: (code) => this.lost(code),
      },
      this.jwt,
    );
    this.connection = connection;
    this.hearing.resume();
    const { profile } = this.options;
    if (profile !== undefined) await connection.request('userprofile.SetUserProfile', profile);
    await connection.request(ConsumerRequest.subscribeConversations, {
      convState: ['OPEN', 'CLOSE'],
      stage: ['OPEN', 'CLOSE'],
    });
    return connection;
  }

  private lost(code: number): void {
    this.connection = undefined;
    this.connecting = undefined;
    this.subscribed.clear();
    this.hearing.end(`the consumer's socket was closed (code ${code})`);
  }

  private receive(type: string, body: JsonObject): void {
    if (type === ConsumerNotification.conversationChange) this.follow(body);
    if (type !== ConsumerNotification.message) return;
    for (const change of readList(body['changes'])) {
      const event = readMessageEvent(change);
      if (event === undefined || !this.isNew(event)) continue;
      this.received.push(event);
      const text = textOf(event.event);
      if (event.role !== 'CONSUMER' && text !== undefined) this.hearing.add({ ...event, text });
    }
  }

  /** Keeps up with which dialog is open: a survey follows the main one. */
  private follow(body: JsonObject): void {
    for (const { conversation } of readConversationChanges(body)) {
      if (conversation.stage === 'OPEN') this.conversation = conversation.id;
      if (conversation.id !== this.conversation) continue;
      this.openDialog = conversation.dialogs.find(({ state }) => state === 'OPEN')?.id;
      if (this.openDialog !== undefined) void this.subscribe(this.openDialog).catch(() => {});
    }
  }

  private subscribe(dialogId: string): Promise<unknown> {
    const known = this.subscribed.get(dialogId);
    if (known) return known;
    const asked = this.connected().then((connection) =>
      connection.request(ConsumerRequest.subscribeMessages, {
        dialogId,
        conversationId: this.conversation,
        fromSeq: this.received.filter((event) => event.dialogId === dialogId && event.sequence !== undefined).length,
      }),
    );
    this.subscribed.set(dialogId, asked);
    return asked;
  }

  private isNew({ dialogId, sequence }: MessageEvent): boolean {
    if (sequence === undefined) return true;
    const key = `${dialogId}:${sequence}`;
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }
}
