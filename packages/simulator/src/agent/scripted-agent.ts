import {
  AgentNotification,
  AgentRequest,
  field,
  type JsonObject,
  type MessageEvent,
  readList,
  readMessageEvent,
  readRings,
  textOf,
} from '@holdfast/core/protocol';
import type { BotUser } from '../bot-user.js';
import type { HeardMessage } from '../consumer/heard-message.js';
import { type Expected, Hearing } from '../consumer/hearing.js';
import type { PlatformAddress } from '../consumer/platform-address.js';
import type { RequestSocket } from '../consumer/request-socket.js';
import { SimulatorOptionError } from '../errors.js';
import type { Availability } from '../model/agent.js';
import { connectAgent } from './connect-agent.js';
import { WaitingRings } from './waiting-rings.js';

export interface RingWait {
  /** In ms. @default 5_000 */
  readonly within?: number;
}

/** Where a conversation goes: to whoever serves a skill, or to one agent of it by `<accountId>.<userId>`. */
export interface Transfer {
  readonly skill: string;
  readonly agent?: string;
}

const WITHIN = 5_000;

/** A person on the brand's side, played by a test over a real socket. One conversation at a time. */
export class ScriptedAgent {
  private readonly hearing = new Hearing('agent');
  private readonly rings = new WaitingRings();
  private readonly received: MessageEvent[] = [];
  /** `<dialogId>:<sequence>` of what was received: what comes live and from history is heard once. */
  private readonly known = new Set<string>();
  private connecting: Promise<RequestSocket> | undefined;
  private connection: RequestSocket | undefined;
  private conversation: string | undefined;

  constructor(
    private readonly platform: PlatformAddress,
    /** His ids and credentials. */
    readonly user: BotUser,
  ) {}

  /** The conversation that he accepted last. */
  get conversationId(): string | undefined {
    return this.conversation;
  }

  /** Everything received on his conversations, receipts, typing and his own included, in order of arrival. */
  get events(): readonly MessageEvent[] {
    return [...this.received];
  }

  /** Logs in, connects and goes ONLINE. A second call changes nothing; after a loss it does all of it again. */
  async connect(): Promise<void> {
    await this.connected();
  }

  /** Sets the availability for which rings are routed to this agent. */
  async goes(availability: Availability): Promise<void> {
    const connection = await this.connected();
    await this.setState(connection, availability);
  }

  /** Accepts the conversation that rings, or is the next to ring, and gives its id. What was said in it is heard. */
  async accepts({ within = WITHIN }: RingWait = {}): Promise<string> {
    const connection = await this.connected();
    const { id: ringId, conversationId } = await this.rings.next(within);
    await connection.request(AgentRequest.updateRingState, { ringId, ringState: 'ACCEPTED' });
    this.conversation = conversationId;
    const history = await connection.request(AgentRequest.queryMessages, { dialogId: conversationId });
    for (const event of readList(history)) this.receive(event);
    return conversationId;
  }

  /** Declines the conversation that rings, or is the next to ring, and gives its id. */
  async declines({ within = WITHIN }: RingWait = {}): Promise<string> {
    const connection = await this.connected();
    const { id: ringId, conversationId } = await this.rings.next(within);
    await connection.request(AgentRequest.updateRingState, { ringId, ringState: 'REJECTED' });
    return conversationId;
  }

  /** Says a text and gives its sequence; `{ private: true }` keeps it from the consumer. */
  async says(text: string, options: { readonly private?: boolean } = {}): Promise<number> {
    const event = { type: 'ContentEvent', contentType: 'text/plain', message: text };
    return this.publish(event, options.private === true ? { messageAudience: 'AGENTS_AND_MANAGERS' } : {});
  }

  /** Publishes any event into his conversation and gives its sequence. */
  async publish(event: JsonObject, more: JsonObject = {}): Promise<number> {
    const connection = await this.connected();
    const dialogId = this.current();
    const answer = await connection.request(AgentRequest.publishEvent, { dialogId, event, ...more });
    return Number(field(answer, 'sequence'));
  }

  /**
   * Waits for something that others said, after what the last `hears` returned. Rejects with `NotHeardError`, which lists
   * what was heard instead.
   */
  hears(expected: Expected, { within = WITHIN }: { readonly within?: number } = {}): Promise<HeardMessage> {
    return this.hearing.waitFor(expected, within);
  }

  /** Hands his conversation over. */
  async transfers({ skill, agent }: Transfer): Promise<void> {
    const mine = { field: 'ParticipantsChange', role: 'ASSIGNED_AGENT' };
    await this.update([
      { ...mine, type: 'REMOVE', userId: this.user.oldId },
      ...(agent === undefined ? [] : [{ ...mine, type: 'SUGGEST', userId: agent }]),
      { field: 'Skill', type: 'UPDATE', skill },
    ]);
  }

  /** Closes the dialog, so that a survey may follow; with `{ survey: false }` the whole conversation. */
  async closes({ survey = true }: { readonly survey?: boolean } = {}): Promise<void> {
    const dialog = { dialogId: this.current(), state: 'CLOSE', closedBy: 'AGENT' };
    await this.update([
      survey
        ? { field: 'DialogChange', type: 'UPDATE', dialog }
        : { field: 'ConversationStateField', conversationState: 'CLOSE' },
    ]);
  }

  /** Goes away: the socket is closed, his conversations stay his. A later action connects again. */
  async leave(): Promise<void> {
    await this.connection?.close();
  }

  private current(): string {
    if (this.conversation === undefined) {
      throw new SimulatorOptionError('agent', `${this.user.username} has no conversation. Call accepts() first.`);
    }
    return this.conversation;
  }

  private async update(conversationField: readonly JsonObject[]): Promise<void> {
    const conversationId = this.current();
    const connection = await this.connected();
    await connection.request(AgentRequest.updateConversationField, { conversationId, conversationField });
  }

  private connected(): Promise<RequestSocket> {
    this.connecting ??= this.open().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async open(): Promise<RequestSocket> {
    const connection = await connectAgent({
      platform: this.platform,
      credentials: this.user.userCredentials,
      onNotification: (type, body) => this.notice(type, body),
      onClosed: (code) => this.lost(code),
    });
    this.connection = connection;
    this.hearing.resume();
    const { oldId: agentId } = this.user;
    const brandId = this.platform.accountId;
    await connection.request(AgentRequest.subscribeRoutingTasks, { channelType: 'MESSAGING', agentId, brandId });
    await this.setState(connection, 'ONLINE');
    return connection;
  }

  private async setState(connection: RequestSocket, availability: Availability): Promise<void> {
    const state = { channels: ['MESSAGING'], agentUserId: this.user.oldId, availability };
    await connection.request(AgentRequest.setAgentState, state);
  }

  private lost(code: number): void {
    this.connection = undefined;
    this.connecting = undefined;
    this.rings.clear();
    this.hearing.end(`the agent's socket was closed (code ${code})`);
  }

  private notice(type: string, body: JsonObject): void {
    if (type === AgentNotification.routingTask) for (const ring of readRings(body)) this.rings.note(ring);
    if (type === AgentNotification.message) this.receive(body);
  }

  private receive(value: unknown): void {
    const event = readMessageEvent(value);
    if (event === undefined || !this.isNew(event)) return;
    this.received.push(event);
    const text = textOf(event.event);
    if (event.originatorId !== this.user.oldId && text !== undefined) this.hearing.add({ ...event, text });
  }

  private isNew({ dialogId, sequence }: MessageEvent): boolean {
    if (sequence === undefined) return true;
    const key = `${dialogId}:${sequence}`;
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }
}
