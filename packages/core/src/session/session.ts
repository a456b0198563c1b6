import {
  BehaviorSubject,
  defaultIfEmpty,
  filter,
  finalize,
  firstValueFrom,
  map,
  type Observable,
  of,
  share,
  switchMap,
  take,
  tap,
} from 'rxjs';
import { StoppedError } from '../errors/connection.js';
import { type AnswerListener, type OutgoingRequest, tellAnswer } from '../ports/transport.js';
import type { Grant } from '../ports/authenticator.js';
import { type Driver, Machine } from './drive.js';
import { lifecycle, type LifecycleEvent } from './lifecycle.js';
import { Link } from './link.js';
import { Outbox } from './outbox.js';
import { type Parts, type Present, restTerms } from './parts.js';
import { reducer } from './reduce.js';
import { SessionEffects } from './session-effects.js';
import { known } from './stage-effects.js';
import { type Event, type Happening, initial, type State } from './state.js';
import { isEnd } from './table.js';

export interface SessionParts extends Parts {
  /** Called for each step, after the state has changed. */
  readonly tell: (event: LifecycleEvent) => void;
  /** Watches as a subscriber of `state$` would, and before those. */
  readonly watcher?: SessionWatcher;
}

export interface SessionWatcher {
  stepped(state: State): void;
  /** The session is over and has let go of everything. */
  over(): void;
}

/** One life of a bot or a consumer on the platform, from `start` to an end. Whoever starts again gets a new one. */
export class Session implements Driver, Present {
  readonly link = new Link();
  #state = initial;
  /** Made for the first who watches: a bot has the watcher of its owner alone. */
  #states: BehaviorSubject<State> | undefined;
  /** Made for the first request that has to wait. */
  #outbox: Outbox | undefined;
  readonly #machine: Machine;
  readonly #parts: SessionParts;
  #over = false;
  #regranting: Observable<Grant> | undefined;
  #regrantedAt = -Infinity;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#machine = new Machine(new SessionEffects(parts, this), this);
  }

  get state(): State {
    return this.#state;
  }

  /** Every state, the present one first; completes when the session is over and has let go of everything. */
  get state$(): Observable<State> {
    return (this.#states ??= this.#newStates());
  }

  /** Requests that wait for `live`. */
  get waiting(): number {
    return this.#outbox?.depth ?? 0;
  }

  /** When anything last arrived on the present socket, by the monotonic clock. */
  get lastInbound(): number | undefined {
    return this.link.lastInbound;
  }

  /** Begins. Twice is once, and a session that was stopped stays so. */
  start(): void {
    this.#machine.hear({ type: 'start' });
  }

  /** Ends the session, after `draining` if it is live. Twice is once. */
  stop(drainTimeout?: number): void {
    this.#machine.hear({ type: 'stop', ...(drainTimeout === undefined ? {} : { drainTimeout }) });
  }

  /**
   * Sends a request, or holds it until the session is live. Rejects like `Socket.request`, and with `QueueOverflowError`
   * or `StoppedError` when it was not sent at all.
   */
  request(request: OutgoingRequest): Promise<unknown> {
    const { phase } = this.state;
    if (phase === 'live' || phase === 'draining') return this.link.request(request);
    if (phase === 'idle' || isEnd(phase)) return Promise.reject(stopped(request));
    const { options, clock } = this.#parts;
    this.#outbox ??= new Outbox(options.queue, clock);
    return this.#outbox.hold(() => this.link.request(request));
  }

  /** The same for a listener instead of a promise. */
  ask(request: OutgoingRequest, listener: AnswerListener): void {
    if (this.state.phase === 'live') this.link.ask(request, listener);
    else tellAnswer(this.request(request), listener);
  }

  /** Sends a request on the present socket also while the session is still resuming; holds it otherwise. */
  requestEarly(request: OutgoingRequest): Promise<unknown> {
    return this.state.phase === 'resuming' ? this.link.request(request) : this.request(request);
  }

  /**
   * The session's grant, as soon as it has one that is not this refused one. If the refused one is what a live session
   * holds, a new login is made, which all who ask share; the socket stays. Two such logins are never close: a service that
   * refuses every bearer gets the present one again.
   *
   * Rejects with `StoppedError` once the session is over, and as a login does.
   */
  grant(refused?: Grant): Promise<Grant> {
    const granted = this.state$.pipe(
      filter(({ phase, grant }) => grant !== undefined && (phase === 'live' || grant !== refused)),
      take(1),
      switchMap(({ grant }) => (grant === refused && this.#mayRegrant() ? this.#regrant() : of(known(grant)))),
      map((grant): Grant | undefined => grant),
      defaultIfEmpty(undefined),
    );
    return firstValueFrom(granted).then((grant) => {
      if (grant !== undefined && !isEnd(this.state.phase)) return grant;
      throw new StoppedError('The session is not running, so there is no bearer. Call start() first.');
    });
  }

  /** Holds the platform back, and lets it go on. Both may be called at any time. */
  pause(): void {
    this.link.pause();
  }

  resume(): void {
    this.link.resume();
  }

  // What the machine asks for and tells.

  reduce(state: State, event: Event): State {
    return reducer(this.#parts.options)(state, event);
  }

  stamp(happening: Happening): Event {
    const { clock, random } = this.#parts;
    return { ...happening, at: clock.now(), chance: random() };
  }

  stepped(after: State): void {
    const before = this.state;
    this.#state = after;
    this.#parts.watcher?.stepped(after);
    this.#states?.next(after);
    for (const event of lifecycle(before, after)) this.#parts.tell(event);
    if (after.phase === before.phase) return;
    if (after.phase === 'live') this.#outbox?.release();
    if (after.phase === 'draining' || isEnd(after.phase)) {
      this.#outbox?.refuse(
        new StoppedError('The session is stopping, so a waiting request was given up; nothing was sent.'),
      );
    }
  }

  over(): void {
    this.#over = true;
    this.#parts.gate.abandon();
    this.#parts.watcher?.over();
    this.#states?.complete();
  }

  #newStates(): BehaviorSubject<State> {
    const states = new BehaviorSubject(this.#state);
    if (this.#over) states.complete();
    return states;
  }

  #mayRegrant(): boolean {
    const { clock, options } = this.#parts;
    return this.#regranting !== undefined || clock.now() - this.#regrantedAt >= options.login.minInterval;
  }

  #regrant(): Observable<Grant> {
    const { gate, options, clock, signs } = this.#parts;
    this.#regranting ??= gate.login(known(this.state.domains), restTerms(options)).pipe(
      tap((grant) => {
        this.#regrantedAt = clock.now();
        signs.secrets(grant.secrets);
        this.#machine.hear({ type: 'refreshed', grant });
      }),
      finalize(() => (this.#regranting = undefined)),
      share(), // by all whose bearer was refused meanwhile
    );
    return this.#regranting;
  }
}

const stopped = ({ type }: OutgoingRequest): StoppedError =>
  new StoppedError(`${type} was not sent: the session is not running. Call start() first, or do it before stop().`);
