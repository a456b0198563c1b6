import {
  AlarmClock,
  type BotState,
  botState,
  connects,
  goLive,
  initial,
  isEnd,
  type LifecycleEvent,
  type Logger,
  LoginGate,
  monotonicClock,
  recordEvent,
  redactingLogger,
  Secrets,
  Session,
  Signals,
  type State,
  StoppedError,
} from '@holdfast/core/internal';
import type { JsonObject } from '@holdfast/core/protocol';
import { BehaviorSubject, map, type Observable, Subject } from 'rxjs';
import type { ConsumerConversation } from './consumer-conversation.js';
import type { ConsumerMessage } from './consumer-message.js';
import { type ConsumerOptions, consumerOptions, type ResolvedConsumerOptions } from './consumer-options.js';
import type { ConversationStart } from './conversation-start.js';
import { Visit } from './visit.js';
import type { ConsumerPlatform } from './window.js';

/** What a consumer tells, as it happens. */
export type ConsumerEvent =
  | LifecycleEvent
  /** Something was said, by whichever side. */
  | { readonly type: 'message'; readonly conversation: ConsumerConversation; readonly message: ConsumerMessage };

export interface ConsumerStartOptions {
  /** Gives up waiting: the consumer stops, and `start()` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ConsumerStopOptions {
  /** How long what was said may take to arrive, in milliseconds. @default the consumer's `drainTimeout` */
  readonly drainTimeout?: number;
}

/**
 * A consumer of an account, as the Messaging Window would be: for end-to-end tests of a bot, also on the real platform.
 * Its session is the one of a bot, with the same rules. Making one connects to nothing.
 *
 * One that has stopped or failed may be started again; an anonymous one stays the same person as long as its token can be
 * renewed.
 */
export class Consumer implements AsyncDisposable {
  /** Redacts every secret of this consumer. */
  readonly log: Logger;
  readonly #platform: ConsumerPlatform;
  readonly #options: ResolvedConsumerOptions;
  readonly #secrets: Secrets;
  readonly #gate: LoginGate;
  readonly #states = new BehaviorSubject<State>(initial);
  readonly #events = new Subject<ConsumerEvent>();
  #signals: Signals;
  #visit: Visit | undefined;

  /** @throws ConfigurationError for an option that cannot work. */
  constructor(platform: ConsumerPlatform, options: ConsumerOptions = {}) {
    this.#platform = platform;
    this.#options = consumerOptions(options, platform);
    this.#secrets = new Secrets(platform.secrets);
    this.log = redactingLogger(this.#options.logger ?? platform.logger, this.#secrets, {
      bindings: { accountId: platform.accountId, consumer: true },
    });
    this.#signals = this.#newSignals();
    this.#gate = new LoginGate({
      authenticator: platform.authenticator,
      minInterval: this.#options.session.login.minInterval,
      bucket: connects,
      clock: monotonicClock,
    });
  }

  /**
   * Resolves once the session is live. Waits through an outage, telling by events. Called while it runs, it waits for the
   * same session.
   *
   * Rejects with what the platform refused the consumer for (`LoginRefusedError`, `AccountUnknownError` …), with
   * `StoppedError` if it is stopped meanwhile, and with the signal's reason.
   */
  async start({ signal }: ConsumerStartOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#visit === undefined || isEnd(this.#visit.session.state.phase)) this.#begin();
    await goLive(this.#states, { signal, stop: () => void this.stop({ drainTimeout: 0 }) });
  }

  /**
   * Lets what was said arrive, and closes the socket; conversations stay as they are. Resolves when nothing is left that
   * holds the process open. Twice is once.
   */
  async stop({ drainTimeout }: ConsumerStopOptions = {}): Promise<void> {
    const { session } = this.#visit ?? {};
    if (session === undefined) return;
    const over = new Promise<void>((resolve) => session.state$.subscribe({ complete: resolve }));
    session.stop(drainTimeout);
    await over;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Begins a conversation with its first words. One may be open at a time. Rejects as `open` and `says` do. */
  async ask(text: string, start: ConversationStart = {}): Promise<ConsumerConversation> {
    const conversation = await this.open(start);
    await conversation.says(text);
    return conversation;
  }

  /**
   * Begins a conversation without a word.
   *
   * Rejects with `RequestRefusedError` (400) while another one is open; `conversation` is that one.
   */
  open(start: ConversationStart = {}): Promise<ConsumerConversation> {
    return this.#running('The conversation').open(start);
  }

  /** The conversation that is open, also one that was before this consumer was started. */
  get conversation(): ConsumerConversation | undefined {
    return this.conversations.find(({ isOpen }) => isOpen);
  }

  /** Those that were open in this life of the consumer, in the order in which he came to know them. */
  get conversations(): readonly ConsumerConversation[] {
    return this.#visit?.conversations ?? [];
  }

  /** The consumer's id at the platform, once it is known. */
  get id(): string | undefined {
    return this.#visit?.self === '' ? undefined : this.#visit?.self;
  }

  /** Where the session stands. */
  get state(): BotState {
    return botState(this.#states.value, monotonicClock);
  }

  /** Every state, the present one first. It does not complete: the consumer may be started again. */
  get state$(): Observable<BotState> {
    return this.#states.pipe(map((state) => botState(state, monotonicClock)));
  }

  get events$(): Observable<ConsumerEvent> {
    return this.#events.asObservable();
  }

  /** How often something odd happened in this life, by kind: a malformed frame, a late answer and the like. */
  get oddities(): Readonly<Record<string, number>> {
    return this.#signals.oddities;
  }

  /** Any request of the consumer socket. Waits while the session is not live. */
  async request(type: string, body: JsonObject = {}, metadata?: readonly JsonObject[]): Promise<unknown> {
    return this.#running(type).request(type, body, metadata);
  }

  #running(what: string): Visit {
    if (this.#visit !== undefined) return this.#visit;
    throw new StoppedError(`${what} was not sent: the consumer is not running. Call start() first.`);
  }

  #begin(): void {
    const { authenticator, transport, side, accountId } = this.#platform;
    const { session: options, drainTimeout, random } = this.#options;
    const signals = (this.#signals = this.#newSignals());
    const visit = new Visit({
      accountId,
      signals,
      session: (duties) =>
        new Session({
          side,
          authenticator,
          transport,
          options,
          drainTimeout,
          duties,
          gate: this.#gate,
          bucket: connects,
          clock: monotonicClock,
          alarms: new AlarmClock(monotonicClock),
          random,
          signs: signals,
          tell: (event) => this.#tell(event),
        }),
      heard: (conversation, message) => this.#events.next({ type: 'message', conversation, message }),
    });
    visit.session.state$.subscribe({
      next: (state) => this.#states.next(state),
      complete: () => visit.end(visit.session.state.error),
    });
    this.#visit = visit;
    visit.session.start();
  }

  #newSignals(): Signals {
    return new Signals({ clock: monotonicClock, log: this.log, secrets: this.#secrets });
  }

  #tell(event: LifecycleEvent): void {
    recordEvent(this.log, event);
    this.#events.next(event);
  }
}
