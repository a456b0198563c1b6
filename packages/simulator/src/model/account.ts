import { randomBytes, randomUUID } from 'node:crypto';
import type { JsonObject } from '@holdfast/core/protocol';
import type { Clock } from '../clock.js';
import type { Behaviour, Features, Limits, Timings } from '../options.js';
import { Agent, type AgentSettings, type Availability } from './agent.js';
import { Consumer } from './consumer.js';
import { ApiKeys } from './api-keys.js';
import { AppTokens } from './app-tokens.js';
import { ConsumerAuthentication } from './consumer-authentication.js';
import { ConsumerTokens } from './consumer-tokens.js';
import { Conversation } from './conversation.js';
import type { Dialog } from './dialog.js';
import type { DomainEvent } from './domain-event.js';
import { FileStore } from './file-store.js';
import { LoginRules } from './login-rules.js';
import { LoginSessions } from './login-sessions.js';
import { OrchestratorModel } from './orchestrator.js';
import { Refusal } from '../refusal.js';
import { Routing } from './routing.js';
import { UserDirectory } from './user-directory.js';

export interface AccountSettings {
  readonly id: string;
  readonly clock: Clock;
  readonly timings: Timings;
  readonly limits: Limits;
  readonly features: Features;
  readonly behaviour: Behaviour;
}

export interface ConversationRequest {
  readonly consumer: Consumer;
  readonly skillId?: string;
  readonly ttrType?: string | null;
  readonly context?: JsonObject;
  readonly campaignInfo?: JsonObject;
}

type NewAgent = Pick<AgentSettings, 'username' | 'nickname' | 'skills' | 'capacity' | 'profile'> &
  Partial<Pick<AgentSettings, 'userType'>>;

/** Seconds that each kind of urgency gives the brand for an answer. */
const TTR_SECONDS: Readonly<Record<string, number>> = { NORMAL: 600, URGENT: 300, PRIORITIZED: 120, CUSTOM: 600 };

/** Source: messaging.md §5.8, §5.12. */
const FEATURE_NAMES: Readonly<Record<keyof Features, string>> = {
  fileSharing: 'Messaging.Agent_File_Sharing',
  transferToAgent: 'Messaging.Transfer_To_Agent',
};

/** The account: its people, its conversations, and what happens to them. It knows no sockets; it tells its listeners. */
export class Account {
  readonly agents: Agent[] = [];
  /** Skill id → name. */
  readonly skills = new Map<string, string>();
  readonly conversations = new Map<string, Conversation>();
  readonly sessions: LoginSessions;
  readonly tokens: ConsumerTokens;
  readonly files: FileStore;
  readonly loginRules = new LoginRules();
  readonly apiKeys: ApiKeys;
  readonly appTokens: AppTokens;
  readonly users: UserDirectory;
  readonly orchestrator: OrchestratorModel;
  readonly consumerAuthentication: ConsumerAuthentication;
  readonly routing: Routing;
  private readonly consumers = new Map<string, Consumer>();
  private readonly byConsumer = new Map<Consumer, Conversation[]>();
  private readonly dialogs = new Map<string, Conversation>();
  private readonly listeners = new Set<(event: DomainEvent) => void>();
  private nextUserId = 3_000_000_001;

  constructor(readonly settings: AccountSettings) {
    const { id, clock, timings, limits } = settings;
    this.sessions = new LoginSessions(clock, timings.session);
    this.tokens = new ConsumerTokens(id, clock);
    this.files = new FileStore({ accountId: id, clock, lifetime: timings.fileAddress, maxBytes: limits.file });
    this.apiKeys = new ApiKeys(clock);
    this.appTokens = new AppTokens(id, clock);
    this.users = new UserDirectory(() => clock.now());
    this.orchestrator = new OrchestratorModel(id, clock);
    this.consumerAuthentication = new ConsumerAuthentication(clock);
    this.routing = new Routing({
      accountId: id,
      clock,
      ring: timings.ring,
      ringAgain: timings.ringAgain,
      agents: () => this.agents,
      emit: (event) => this.noteRing(event),
    });
  }

  get id(): string {
    return this.settings.id;
  }

  get clock(): Clock {
    return this.settings.clock;
  }

  /** The result ends the listening. */
  listen(listener: (event: DomainEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(event: DomainEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Notes and tells that the description of a conversation is another now. */
  changed(conversation: Conversation): void {
    conversation.touch(this.clock.now());
    this.emit({ type: 'conversationChanged', conversation });
  }

  addAgent(given: NewAgent): Agent {
    const agent = new Agent({
      accountId: this.id,
      userId: String(this.nextUserId++),
      pid: randomUUID(),
      secrets: {
        password: hex(12),
        appKey: hex(16),
        secret: hex(8),
        accessToken: hex(16),
        accessTokenSecret: hex(8),
        clientId: randomUUID(),
        clientSecret: hex(16),
      },
      userType: 'bot',
      ...given,
    });
    this.agents.push(agent);
    this.users.enlist(agent);
    this.apiKeys.add(agent.settings.secrets, ['login']);
    return agent;
  }

  /** By old id or PID. */
  agent(id: string): Agent | undefined {
    return this.agents.find((agent) => agent.id === id || agent.pid === id);
  }

  /** The consumer of this id; one seen for the first time is created. */
  admit(consumerId: string): Consumer {
    const consumer = this.consumers.get(consumerId) ?? new Consumer(consumerId);
    this.consumers.set(consumerId, consumer);
    return consumer;
  }

  consumer(id: string): Consumer | undefined {
    return this.consumers.get(id);
  }

  /** @throws Refusal if there is none of this id. */
  conversation(id: string): Conversation {
    const conversation = this.conversations.get(id);
    if (conversation === undefined) throw new Refusal(400, 'Bad Request, conversation does not exist');
    return conversation;
  }

  /** @throws Refusal if there is none of this id. */
  dialog(id: string): { readonly conversation: Conversation; readonly dialog: Dialog } {
    const conversation = this.dialogs.get(id);
    const dialog = conversation?.dialog(id);
    if (conversation === undefined || dialog === undefined)
      throw new Refusal(400, 'Bad Request, dialog does not exist');
    return { conversation, dialog };
  }

  addDialog(conversation: Conversation, dialog: Dialog): void {
    if (!conversation.dialogs.includes(dialog)) conversation.dialogs.push(dialog);
    this.dialogs.set(dialog.id, conversation);
  }

  /** @throws Refusal if the consumer has an open conversation, or the skill does not exist. */
  startConversation(request: ConversationRequest): Conversation {
    const { consumer, skillId = '-1', ttrType, context, campaignInfo } = request;
    const earlier = this.byConsumer.get(consumer) ?? [];
    if (earlier.some((one) => one.stage === 'OPEN')) {
      throw new Refusal(
        400,
        `Consumer request conversation failed: User ${consumer.id} already has open conversation. Can't open another one.`,
      );
    }
    this.requireSkill(skillId);
    const conversation = new Conversation({
      id: randomUUID(),
      brandId: this.id,
      consumer,
      startTs: this.clock.now(),
      firstConversation: earlier.length === 0,
      ...(context ? { context } : {}),
      ...(campaignInfo ? { campaignInfo } : {}),
    });
    conversation.skillId = skillId;
    const type = ttrType ?? 'NORMAL';
    conversation.ttr = { ttrType: type, value: TTR_SECONDS[type] ?? 600 };
    this.conversations.set(conversation.id, conversation);
    this.byConsumer.set(consumer, [...earlier, conversation]);
    this.addDialog(conversation, conversation.main);
    this.emit({ type: 'conversationChanged', conversation });
    this.routing.offer(conversation);
    return conversation;
  }

  /** @throws Refusal if the account does without it. */
  requireFeature(feature: keyof Features): void {
    if (!this.settings.features[feature]) {
      throw new Refusal(400, `Bad Request, account feature ${FEATURE_NAMES[feature]} is off`);
    }
  }

  requireSkill(skillId: string): void {
    if (skillId !== '-1' && !this.skills.has(skillId)) throw new Refusal(400, 'Bad Request, skill does not exist');
  }

  setAvailability(agent: Agent, availability: Availability): void {
    agent.availability = availability;
    this.emit({ type: 'agentStateChanged', agent });
    if (availability === 'OFFLINE') this.routing.lose(agent);
    else this.routing.reconsider();
  }

  /** @throws Refusal for a ring that does not wait for this agent. */
  answerRing(agent: Agent, ringId: string, answer: 'ACCEPTED' | 'REJECTED'): void {
    const { conversation } = this.routing.answer(agent, ringId, answer);
    if (answer === 'REJECTED') return;
    conversation.main.join({ party: agent, role: 'ASSIGNED_AGENT', state: 'ACTIVE' });
    this.changed(conversation);
  }

  agentConnected(agent: Agent): void {
    agent.sockets += 1;
  }

  /** The last socket of a user takes his state with it; his conversations stay his. */
  agentDisconnected(agent: Agent): void {
    agent.sockets -= 1;
    if (agent.sockets === 0 && agent.availability !== 'OFFLINE') this.setAvailability(agent, 'OFFLINE');
  }

  consumerConnected(consumer: Consumer): void {
    consumer.sockets += 1;
  }

  /** The brand's side sees a consumer without a socket as BACKGROUND. Source: messaging.md §5.9. */
  consumerDisconnected(consumer: Consumer): void {
    consumer.sockets -= 1;
    if (consumer.sockets > 0) return;
    for (const conversation of this.byConsumer.get(consumer) ?? []) {
      const dialog = conversation.dialogs.find(({ state }) => state === 'OPEN');
      const participant = dialog?.participation(consumer);
      if (dialog === undefined || participant === undefined) continue;
      const draft = { event: { type: 'ChatStateEvent', chatState: 'BACKGROUND' }, audience: 'ALL' } as const;
      this.emit({ type: 'published', conversation, event: dialog.accept(participant, draft, this.clock.now()) });
    }
  }

  /** A suggested agent who does not take the conversation is no longer suggested. */
  private noteRing(event: DomainEvent): void {
    this.emit(event);
    if (event.type !== 'ringChanged' || (event.ring.state !== 'REJECTED' && event.ring.state !== 'EXPIRED')) return;
    const { conversation } = event.task;
    const { agent } = event.ring;
    if (!conversation.main.participants.some((one) => one.state === 'SUGGESTED' && one.party === agent)) return;
    conversation.main.leave(agent);
    this.changed(conversation);
  }

  stop(): void {
    this.routing.stop();
    this.listeners.clear();
  }
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
