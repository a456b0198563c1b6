import { BehaviorSubject, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { Conversation } from '../conversation/conversation.js';
import { ConfigurationError } from '../errors/configuration.js';
import { StoppedError } from '../errors/connection.js';
import type { Logger } from '../ports/logger.js';
import type { Platform } from '../ports/platform.js';
import type { Services } from '../ports/services.js';
import type { Store } from '../ports/store.js';
import type { Metadata } from '../protocol/metadata.js';
import { AgentRequest } from '../protocol/names.js';
import type { JsonObject } from '../protocol/read.js';
import { redactingLogger } from '../redaction/redacting-logger.js';
import { Secrets } from '../redaction/secrets.js';
import { monotonicClock } from '../resilience/monotonic.js';
import { goLive } from '../session/go-live.js';
import { LoginGate } from '../session/login-gate.js';
import { restTerms } from '../session/parts.js';
import { initial, type State } from '../session/state.js';
import { isEnd } from '../session/table.js';
import {
  type AgentState,
  type BotOptions,
  botOptions,
  checkAgentState,
  plainOptions,
  type ResolvedBotOptions,
} from './bot-options.js';
import { type BotState, botState } from './bot-state.js';
import { Bystander } from './bystander.js';
import { connects } from './connects.js';
import { ConversationsView } from './conversations-view.js';
import { type BotListener, EventHub } from './event-hub.js';
import type { BotEvent, BotEvents } from './events.js';
import { forgetfulStore } from './forgetful-store.js';
import { type Health, healthOf } from './health.js';
import { recordEvent } from './event-log.js';
import { type Middleware, MiddlewareStack } from './middleware.js';
import { type NewConversation, newConversationBody, newConversationId } from './new-conversation.js';
import { Runtime } from './runtime.js';
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
  readonly #platform: Platform;
  readonly #options: ResolvedBotOptions;
  readonly #secrets: Secrets;
  readonly #gate: LoginGate;
  readonly #hub: EventHub;
  readonly #middleware = new MiddlewareStack();
  readonly #bystander: Bystander;
  readonly #states = new BehaviorSubject<State>(initial);
  #services: Services | undefined;
  #store: Store | undefined;
  #conversations: ConversationsView | undefined;
  #watched: ConversationsView | undefined;
  #runtime: Runtime | undefined;
  #over: Promise<void> | undefined;
  #unfinished = 0;

  /** @throws ConfigurationError for an option that cannot work. */
  constructor(platform: Platform, options: BotOptions = {}) {
    this.#platform = platform;
    this.#bystander = new Bystander(platform.witness);
    this.#options = this.#bystander.beside(botOptions(options, platform.timeouts));
    for (const layer of this.#bystander.layers) this.#middleware.add(layer);
    this.#secrets = new Secrets(platform.secrets);
    this.log = redactingLogger(this.#options.logger ?? platform.logger, this.#secrets, {
      bindings: { accountId: platform.accountId, bot: this.constructor.name },
    });
    this.#hub = new EventHub(this.log);
    this.#gate = new LoginGate({
      authenticator: platform.authenticator,
      minInterval: this.#options.session.login.minInterval,
      bucket: connects,
      clock: monotonicClock,
    });
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
    if (this.#runtime === undefined || isEnd(this.#runtime.session.state.phase)) this.#begin();
    await goLive(this.#states, { signal, stop: () => void this.stop({ drainTimeout: 0 }) });
  }

  /**
   * Takes nothing new, lets running handlers finish, says AWAY, logs out and closes the socket. Resolves when nothing is
   * left that holds the process open. Twice is once; a bot that never ran has nothing to do.
   */
  async stop({ drainTimeout }: StopOptions = {}): Promise<void> {
    const { session } = this.#runtime ?? {};
    if (session === undefined) return;
    const over = new Promise<void>((resolve) => session.state$.subscribe({ complete: resolve }));
    session.stop(drainTimeout);
    await over;
    await this.#over;
  }

  /** The same as `stop()`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Where the session stands. */
  get state(): BotState {
    return botState(this.#states.value, monotonicClock);
  }

  /** Every state, the present one first. It does not complete: the bot may be started again. */
  get state$(): Observable<BotState> {
    return this.#states.pipe(
      distinctUntilChanged(), // a session begins with the state that the bot has shown all along
      map((state) => botState(state, monotonicClock)),
    );
  }

  /** Everything that the bot tells, as it happens. */
  get events$(): Observable<BotEvent> {
    return this.#hub.events$;
  }

  /** Calls the listener at each such event, until `off`. What it throws is logged. */
  on<K extends keyof BotEvents>(event: K, listener: BotListener<K>): this {
    this.#hub.on(event, listener);
    return this;
  }

  /** Calls the listener at the next such event only. */
  once<K extends keyof BotEvents>(event: K, listener: BotListener<K>): this {
    this.#hub.once(event, listener);
    return this;
  }

  /** Takes a listener back. One that is not there is ignored. */
  off<K extends keyof BotEvents>(event: K, listener: BotListener<K>): this {
    this.#hub.off(event, listener);
    return this;
  }

  /** Adds a middleware around every handler: for logging, tracing, filters of words, feature flags. See `Middleware`. */
  use(middleware: Middleware): this {
    this.#middleware.add(middleware);
    return this;
  }

  /** The conversations this bot takes part in, by id. It changes as they do. */
  get conversations(): ReadonlyMap<string, Conversation> {
    return (this.#conversations ??= new ConversationsView(
      () => this.#runtime,
      (roster) => roster,
    ));
  }

  /** All conversations in view, by id: with the option `watch` also those that others serve. It changes as they do. */
  get watched(): ReadonlyMap<string, Conversation> {
    return (this.#watched ??= new ConversationsView(
      () => this.#runtime,
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
    return healthOf(this.#states.value, this.#runtime, this.#options.session);
  }

  /** Handlers that were still running, and messages still waiting, when the last drain ran out of time. */
  get unfinished(): number {
    return this.#unfinished;
  }

  #openServices(): Services {
    const { accountId, authenticator, services } = this.#platform;
    if (services === undefined) {
      throw new ConfigurationError(
        'services',
        'This platform was made without services. liveperson() brings them along.',
      );
    }
    const desk = new ServiceDesk({
      accountId,
      authenticator,
      life: () => this.#runtime,
      terms: restTerms(this.#options.session),
      log: this.log,
      secrets: (values) => this.#secrets.add(...values),
    });
    return services(desk);
  }

  /** Outlives the runs of this bot. */
  #openStore(): Store {
    return (this.#store ??=
      this.#options.store ?? forgetfulStore(this.log, (kind) => this.#runtime?.signals.oddity(kind)));
  }

  #running(what: string): Runtime {
    if (this.#runtime !== undefined) return this.#runtime;
    throw new StoppedError(`${what} was not sent: the bot is not running. Call start() first.`);
  }

  #begin(): void {
    const runtime: Runtime = new Runtime({
      bot: this,
      platform: this.#platform,
      options: this.#options,
      store: () => this.#openStore(),
      middleware: this.#middleware,
      hub: this.#hub,
      gate: this.#gate,
      bucket: connects,
      clock: monotonicClock,
      log: this.log,
      secrets: this.#secrets,
      tell: (event) => {
        this.#tell(event);
        runtime.dispatcher.told(event);
      },
      states: this.#states,
      over: () => {
        if (this.#runtime === runtime) this.#over = this.#bystander.over();
      },
    });
    this.#runtime = runtime;
    this.#states.next(initial); // of a run before, it still shows the end
    this.#bystander.begun({ bot: this.constructor.name, options: plainOptions(this.#options), log: this.log });
    runtime.start();
  }

  #tell(event: BotEvent): void {
    recordEvent(this.log, event);
    this.#bystander.told(event);
    if (event.type === 'closed') this.#unfinished = this.#runtime?.unfinished ?? 0;
    this.#hub.tell(event);
  }
}
