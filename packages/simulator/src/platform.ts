import type { Duplex } from 'node:stream';
import { type BotUser, botUser } from './bot-user.js';
import type { Availability } from './model/agent.js';
import type { Account } from './model/account.js';
import { Admin } from './admin.js';
import { PlatformConsole } from './console/platform-console.js';
import { SimulatorOptionError } from './errors.js';
import type { FaultEngine } from './faults/fault-engine.js';
import { Faults } from './faults/faults.js';
import type { BotSpec } from './options.js';
import type { LogRecord, PlatformLog } from './platform-log.js';
import type { PlatformServer } from './server.js';
import { AgentSocket } from './sockets/agent-socket.js';
import { ScriptedAgent } from './agent/scripted-agent.js';
import type { PlatformAddress } from './consumer/platform-address.js';
import { ScriptedConsumer, type ScriptedConsumerOptions } from './consumer/scripted-consumer.js';
import { type ConversationView, conversationView } from './conversation-view.js';

export interface AgentView {
  readonly username: string;
  readonly oldId: string;
  readonly pid: string;
  readonly availability: Availability;
  readonly sockets: number;
  /** Open conversations assigned to him. */
  readonly assigned: number;
  /** Rings that wait for him. */
  readonly ringing: number;
}

export interface CutOptions {
  /** Whose sockets. @default 'agents' */
  readonly of?: 'agents' | 'consumers' | 'all';
  /** Only those of this user. */
  readonly username?: string;
  /** Close code; without one the connection is cut without a close frame. */
  readonly code?: number;
}

export interface PlatformParts {
  readonly account: Account;
  readonly server: PlatformServer;
  readonly log: PlatformLog;
  readonly port: number;
  /** `http` or `https`, host and port. */
  readonly url: string;
  readonly hosts: Map<string, string>;
  readonly faultEngine: FaultEngine;
}

/** A running simulator. */
export class Platform {
  private readonly users: BotUser[] = [];
  private stopping: Promise<void> | undefined;

  /** Breaks this platform on purpose. */
  readonly faults: Faults;

  /** What the page shows beside the chat: switches for faults, and the sessions of bots. */
  readonly console: PlatformConsole;

  /** What an administrator does in the platform's own pages. */
  readonly admin: Admin;

  constructor(private readonly parts: PlatformParts) {
    this.admin = new Admin(parts.account);
    this.faults = new Faults({
      engine: parts.faultEngine,
      expireBearers: (username) => this.expireBearer(username),
    });
    this.console = new PlatformConsole({ faults: this.faults, log: parts.log });
  }

  /** How many TCP connections have come in since the start, of all clients and for all services together. */
  get connectionsAccepted(): number {
    return this.parts.server.accepted;
  }

  get port(): number {
    return this.parts.port;
  }

  /** What a client takes as its csds address. */
  get url(): string {
    return this.parts.url;
  }

  get accountId(): string {
    return this.parts.account.id;
  }

  /** In the order in which they were added. */
  get bots(): readonly [BotUser, ...BotUser[]] {
    const [first, ...rest] = this.users;
    if (first === undefined) throw new SimulatorOptionError('bots', 'the account has none. Add one with addBot().');
    return [first, ...rest];
  }

  /** What the platform saw, oldest first; the newest 10,000 records. */
  get log(): readonly LogRecord[] {
    return this.parts.log.records;
  }

  /** Tells of each record of `log` as it is made, until the result is called. */
  watch(listener: (record: LogRecord) => void): () => void {
    return this.parts.log.watchers.add(listener);
  }

  /** How often each type of frame passed: `in <type>` or `out <type>` → number. */
  get frames(): ReadonlyMap<string, number> {
    return this.parts.log.frames;
  }

  /** Every conversation, as it is now. */
  get conversations(): readonly ConversationView[] {
    return [...this.parts.account.conversations.values()].map(conversationView);
  }

  get agents(): readonly AgentView[] {
    return this.parts.account.agents.map((agent) => ({
      username: agent.settings.username,
      oldId: agent.id,
      pid: agent.pid,
      availability: agent.availability,
      sockets: agent.sockets,
      assigned: agent.assigned.size,
      ringing: agent.ringing.size,
    }));
  }

  /** Adds a bot user to the account while it runs. */
  addBot(spec: BotSpec = {}): BotUser {
    const user = this.addUser(spec);
    this.users.push(user);
    return user;
  }

  /**
   * A person on the brand's side, who is none of the `bots`. He comes online with his first action, or with `connect()`.
   * Without `skills` he serves the last skill of the account: "Human agents", if it was not told otherwise.
   */
  agent(spec: BotSpec = {}): ScriptedAgent {
    const { account } = this.parts;
    const username = spec.username ?? `agent-${account.agents.length + 1}`;
    const skills = [...account.skills.keys()].slice(-1);
    return new ScriptedAgent(this.address, this.addUser({ skills, ...spec, username }));
  }

  private addUser(spec: BotSpec): BotUser {
    const { account } = this.parts;
    const username = spec.username ?? `bot-${account.agents.length + 1}`;
    if (account.agents.some((agent) => agent.settings.username === username)) {
      throw new SimulatorOptionError('bots', `two users are named "${username}". Give each its own username.`);
    }
    const [firstSkill] = account.skills.keys();
    const skills = spec.skills ?? (firstSkill === undefined ? [] : [firstSkill]);
    for (const id of skills) {
      if (id !== '-1' && !account.skills.has(id)) account.skills.set(id, `Skill ${id}`);
    }
    const agent = account.addAgent({
      username,
      nickname: spec.nickname ?? username,
      skills,
      capacity: spec.capacity ?? 999,
      profile: spec.profile ?? 'agent',
      userType: spec.type ?? 'bot',
    });
    return botUser(agent);
  }

  /** Serves a connection that did not come through the port, one end of a pair in memory for example. */
  accept(connection: Duplex): void {
    this.parts.server.accept(connection);
  }

  /** A consumer to converse with the bots. It connects with its first action, or with `connect()`. */
  consumer(options: ScriptedConsumerOptions = {}): ScriptedConsumer {
    return new ScriptedConsumer(this.address, options);
  }

  private get address(): PlatformAddress {
    // Whether the certificate is any good is for the bots to say, whose test may have chosen a bad one.
    return { url: this.url, accountId: this.accountId, tls: { rejectUnauthorized: false } };
  }

  /** The user's bearer is refused from now on; his open sockets stay. Without a name: every bearer. */
  expireBearer(username?: string): void {
    for (const agent of this.parts.account.agents) {
      if (username === undefined || agent.settings.username === username) this.parts.account.sessions.expire(agent);
    }
  }

  /** Ends open sockets. Gives how many. */
  cutSockets({ of = 'agents', username, code }: CutOptions = {}): number {
    let cut = 0;
    for (const served of this.parts.server.sockets) {
      const isAgent = served instanceof AgentSocket;
      if (of !== 'all' && isAgent !== (of === 'agents')) continue;
      if (username !== undefined && (!isAgent || served.agent.settings.username !== username)) continue;
      if (code === undefined) served.socket.terminate();
      else served.socket.close(code);
      cut += 1;
    }
    return cut;
  }

  /** Ends the bearer of a user and cuts his sockets with 4401, as a revocation does. */
  kick({ username }: { readonly username: string }): void {
    this.expireBearer(username);
    this.cutSockets({ username, code: 4401 });
  }

  /**
   * Makes the domain service name this host and port from its next answer on, for one service or for all: to put a
   * proxy between the platform and its clients.
   */
  advertise(host: string, { service = '*' }: { readonly service?: string } = {}): void {
    this.parts.hosts.set(service, host);
  }

  /** Ends every socket and frees the port. A second call changes nothing. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  private async end(): Promise<void> {
    this.parts.faultEngine.stop();
    this.parts.account.stop();
    await this.parts.server.stop();
  }
}
