import { defer, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { Conversation } from '../conversation/conversation.js';
import { ConfigurationError } from '../errors/configuration.js';
import { StoppedError } from '../errors/connection.js';
import type { Logger } from '../ports/logger.js';
import type { Platform } from '../ports/platform.js';
import type { Services } from '../ports/services.js';
import type { Metadata } from '../protocol/metadata.js';
import { AgentRequest } from '../protocol/names.js';
import type { JsonObject } from '../protocol/read.js';
import { monotonicClock } from '../resilience/monotonic.js';
import { goLive } from '../session/go-live.js';
import { restTerms } from '../session/parts.js';
import { isEnd } from '../session/table.js';
import { Backstage } from './backstage.js';
import { type AgentState, type BotOptions, checkAgentState } from './bot-options.js';
import { type BotState, botState } from './bot-state.js';
import { ConversationsView } from './conversations-view.js';
import type { BotListener } from './event-hub.js';
import type { BotEvent, BotEvents } from './events.js';
import { type Health, healthOf } from './health.js';
import type { Middleware } from './middleware.js';
import { type NewConversation, newConversationBody, newConversationId } from './new-conversation.js';
import type { Runtime } from './runtime.js';
import { ServiceDesk } from './service-desk.js';
import type { StartOptions, StopOptions } from './start-options.js';

/**
 * A bot: extend it, mark methods with decorators, start it. Making one connects to nothing.
 *
 * A bot that has stopped or failed may be started again; it then begins a new session.
 */
export abstract class Bot {
  /** Redacts every secret of this bot, whatever path it takes into a record. */
  readonly log: Logger;
  readonly #backstage: Backstage;
  #services: Services | undefined;
  #conversations: ConversationsView | undefined;
  #watched: ConversationsView | undefined;

  /** @throws ConfigurationError for an option that cannot work. */
  constructor(platform: Platform, options: BotOptions = {}) {
    this.#backstage = new Backstage(this, platform, options);
    this.log = this.#backstage.log;
  }

  /**
   * Resolves once the session is live. Waits through an outage, telling by events. Called while the bot runs, it waits for
   * the same session.
   *
   * Rejects with `HandlerDeclarationError` for a misplaced decorator, with what the platform refused the bot for
   * (`LoginRefusedError`, `AccountUnknownError` …), with `StoppedError` if the bot is stopped meanwhile, and with the
   * signal's reason.
   */
  async start({ signal }: StartOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    const { runtime } = this.#backstage;
    if (runtime === undefined || isEnd(runtime.session.state.phase)) this.#backstage.begin();
    await goLive(this.#backstage.states, { signal, stop: () => void this.stop({ drainTimeout: 0 }) });
  }

  /**
   * Takes nothing new, lets running handlers finish, says AWAY, logs out and closes the socket. Resolves when nothing is
   * left that holds the process open. Twice is once; a bot that never ran has nothing to do.
   */
  async stop({ drainTimeout }: StopOptions = {}): Promise<void> {
    const { session } = this.#backstage.runtime ?? {};
    if (session === undefined) return;
    const over = new Promise<void>((resolve) => session.state$.subscribe({ complete: resolve }));
    session.stop(drainTimeout);
    await over;
    await this.#backstage.witnessed;
  }

  /** The same as `stop()`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Where the session stands. */
  get state(): BotState {
    return botState(this.#backstage.state, monotonicClock);
  }

  /** Every state, the present one first. It does not complete: the bot may be started again. */
  get state$(): Observable<BotState> {
    return defer(() => this.#backstage.states).pipe(
      distinctUntilChanged(), // a session begins with the state that the bot has shown all along
      map((state) => botState(state, monotonicClock)),
    );
  }

  /** Everything that the bot tells, as it happens. */
  get events$(): Observable<BotEvent> {
    return this.#backstage.hub.events$;
  }

  /** Calls the listener at each such event, until `off`. What it throws is logged. */
  on<K extends keyof BotEvents>(event: K, listener: BotListener<K>): this {
    this.#backstage.hub.on(event, listener);
    return this;
  }

  /** Calls the listener at the next such event only. */
  once<K extends keyof BotEvents>(event: K, listener: BotListener<K>): this {
    this.#backstage.hub.once(event, listener);
    return this;
  }

  /** Takes a listener back. One that is not there is ignored. */
  off<K extends keyof BotEvents>(event: K, listener: BotListener<K>): this {
    this.#backstage.hub.off(event, listener);
    return this;
  }

  /** Adds a middleware around every handler: for logging, tracing, filters of words, feature flags. See `Middleware`. */
  use(middleware: Middleware): this {
    this.#backstage.middleware.add(middleware);
    return this;
  }

  /** The conversations this bot takes part in, by id. It changes as they do. */
  get conversations(): ReadonlyMap<string, Conversation> {
    return (this.#conversations ??= new ConversationsView(
      () => this.#backstage.runtime,
      (roster) => roster,
    ));
  }

  /** All conversations in view, by id: with the option `watch` also those that others serve. It changes as they do. */
  get watched(): ReadonlyMap<string, Conversation> {
    return (this.#watched ??= new ConversationsView(
      () => this.#backstage.runtime,
      ({ seen }) => seen,
    ));
  }

  /**
   * Sets what this agent is for routing, until it is set again or the bot is started anew. Resolves when the platform has
   * taken note; during an outage that waits.
   */
  async setAgentState(state: AgentState): Promise<void> {
    checkAgentState(state);
    await this.#running('SetAgentState').setAgentState(state);
  }

  /**
   * Begins a conversation with a consumer who has talked to the brand before, and gives its id. The platform routes it like
   * any other; to take part, accept its ring or join it.
   *
   * Rejects with `RequestRefusedError` if the consumer is unknown or has an open conversation.
   */
  async startConversation(conversation: NewConversation): Promise<string> {
    const body = newConversationBody(conversation);
    return newConversationId(await this.request(AgentRequest.requestConversation, body));
  }

  /** Any request of the agent socket, also one that Holdfast has not named. Waits while the session is not live. */
  async request(type: string, body: JsonObject = {}, metadata?: readonly Metadata[]): Promise<unknown> {
    return this.#running(type).ask(type, body, metadata);
  }

  /**
   * What LivePerson offers beside the socket: users, context, next actions, history and more. They share this bot's hosts,
   * bearer, proxy and log; what they are asked while the bot does not run rejects with `StoppedError`.
   *
   * @throws ConfigurationError if the platform was made without them.
   */
  get services(): Services {
    return (this.#services ??= this.#openServices());
  }

  /** A snapshot for probes and dashboards. */
  health(): Health {
    const { state, runtime, options } = this.#backstage;
    return healthOf(state, runtime, options.session);
  }

  /** Handlers that were still running, and messages still waiting, when the last drain ran out of time. */
  get unfinished(): number {
    return this.#backstage.unfinished;
  }

  #openServices(): Services {
    const { accountId, authenticator, services } = this.#backstage.platform;
    if (services === undefined) {
      throw new ConfigurationError(
        'services',
        'This platform was made without services. liveperson() brings them along.',
      );
    }
    const desk = new ServiceDesk({
      accountId,
      authenticator,
      life: () => this.#backstage.runtime,
      terms: restTerms(this.#backstage.options.session),
      log: this.log,
      secrets: (values) => this.#backstage.secrets.add(...values),
    });
    return services(desk);
  }

  #running(what: string): Runtime {
    const { runtime } = this.#backstage;
    if (runtime !== undefined) return runtime;
    throw new StoppedError(`${what} was not sent: the bot is not running. Call start() first.`);
  }
}
