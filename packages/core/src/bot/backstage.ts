import { BehaviorSubject, type Observable } from 'rxjs';
import type { Authenticator } from '../ports/authenticator.js';
import type { Logger } from '../ports/logger.js';
import type { Platform } from '../ports/platform.js';
import type { Store } from '../ports/store.js';
import { redactingLogger } from '../redaction/redacting-logger.js';
import { Secrets } from '../redaction/secrets.js';
import { type Clock, monotonicClock } from '../resilience/monotonic.js';
import type { TokenBucket } from '../resilience/token-bucket.js';
import { LoginGate, type LoginGateParts } from '../session/login-gate.js';
import { initial, type State } from '../session/state.js';
import { type BotOptions, botOptions, plainOptions, type ResolvedBotOptions } from './bot-options.js';
import { Bystander } from './bystander.js';
import { connects } from './connects.js';
import { EventHub } from './event-hub.js';
import { recordEvent } from './event-log.js';
import type { BotEvent } from './events.js';
import { forgetfulStore } from './forgetful-store.js';
import { MiddlewareStack } from './middleware.js';
import { Runtime, type RuntimeParts } from './runtime.js';

/** Beside bots without a witness. It keeps nothing of them. */
const nobody = new Bystander(undefined);

/** What a bot has for all its runs, out of its author's sight; each run knows it as this one object. */
export class Backstage implements LoginGateParts, RuntimeParts {
  readonly options: ResolvedBotOptions;
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly hub: EventHub;
  readonly gate: LoginGate;
  readonly middleware = new MiddlewareStack();
  #state = initial;
  /** Only while somebody watches. */
  #states: BehaviorSubject<State> | undefined;
  /** The present run, or the last one. */
  runtime: Runtime | undefined;
  /** Handlers that were still running when the last drain ran out of time. */
  unfinished = 0;
  /** The witness has heard of the end of the last run. */
  witnessed: Promise<void> | undefined;
  readonly #bystander: Bystander;
  #store: Store | undefined;

  /** @throws ConfigurationError for an option that cannot work. */
  constructor(
    readonly bot: object,
    readonly platform: Platform,
    options: BotOptions,
  ) {
    this.#bystander = platform.witness === undefined ? nobody : new Bystander(platform.witness);
    this.options = this.#bystander.beside(botOptions(options, platform.timeouts));
    for (const layer of this.#bystander.layers) this.middleware.add(layer);
    this.secrets = new Secrets(platform.secrets);
    this.log = redactingLogger(this.options.logger ?? platform.logger, this.secrets, {
      bindings: { accountId: platform.accountId, bot: bot.constructor.name },
    });
    this.hub = new EventHub(this.log);
    this.gate = new LoginGate(this);
  }

  get authenticator(): Authenticator {
    return this.platform.authenticator;
  }

  get minInterval(): number {
    return this.options.session.login.minInterval;
  }

  get bucket(): TokenBucket {
    return connects;
  }

  get clock(): Clock {
    return monotonicClock;
  }

  /** Made when something is to be remembered for the first time. */
  get store(): Store {
    return (this.#store ??=
      this.options.store ?? forgetfulStore(this.log, (kind) => this.runtime?.signals.oddity(kind)));
  }

  /** Where the session stands. */
  get state(): State {
    return this.#state;
  }

  /** Every state, the present one first. It does not complete. To be asked for at each subscription. */
  get states(): Observable<State> {
    return (this.#states ??= new BehaviorSubject(this.#state));
  }

  stepped(state: State): void {
    this.#state = state;
    this.#states?.next(state);
    if (this.#states?.observed === false) this.#states = undefined;
  }

  begin(): void {
    const { bot, log, options } = this;
    const runtime = new Runtime(this);
    this.runtime = runtime;
    this.stepped(initial); // of a run before, it still shows the end
    this.#bystander.begun({ bot: bot.constructor.name, options: plainOptions(options), log });
    runtime.start();
  }

  tell(event: BotEvent): void {
    recordEvent(this.log, event);
    this.#bystander.told(event);
    if (event.type === 'closed') this.unfinished = this.runtime?.unfinished ?? 0;
    this.hub.tell(event);
  }

  over(runtime: Runtime): void {
    if (this.runtime === runtime) this.witnessed = this.#bystander.over();
  }
}
