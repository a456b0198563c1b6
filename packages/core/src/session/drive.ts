import { defer, Observable, type Subscriber, Subscription } from 'rxjs';
import type { Reduce } from './reduce.js';
import { type Event, type Happening, initial, type State } from './state.js';
import { type Activity, isEnd, session } from './table.js';
import { stageVerdict } from './verdict.js';

/**
 * Runs while its phase lasts; what it emits goes back into the machine, unsubscribing releases all it holds. The state it
 * is given says nothing of the last loss.
 */
export type Effect = (state: State) => Observable<Happening>;
export type Effects = Readonly<Record<Activity, Effect>>;

export interface Drive {
  readonly effects: Effects;
  readonly reduce: Reduce;
  /** Adds the time and the draw that the reducer needs. */
  readonly stamp: (happening: Happening) => Event;
}

/**
 * Emits every state. Each activity is subscribed exactly while the phase lists it. After an end phase has been reached
 * and what runs there has completed, the whole completes, and nothing is left.
 */
export const drive = (commands: Observable<Happening>, parts: Drive): Observable<State> =>
  new Observable((watcher) => {
    const machine = new Machine(parts, watcher);
    watcher.add(() => machine.halt());
    watcher.add(commands.subscribe((happening) => machine.hear(happening)));
  });

/**
 * Steps from state to state, and keeps what runs in step with the table. Written without operators, for a process may hold
 * a thousand sessions, and each operator between an activity and the table would cost each of them a kilobyte for good.
 */
class Machine {
  readonly #running = new Map<Activity, Subscription>();
  readonly #heard: Event[] = [];
  #state = initial;
  #busy = false;

  constructor(
    private readonly parts: Drive,
    private readonly watcher: Subscriber<State>,
  ) {}

  /** One happening at a time, even when an effect answers at once. */
  hear(happening: Happening): void {
    this.#heard.push(this.parts.stamp(happening));
    if (this.#busy) return;
    this.#busy = true;
    for (let event = this.#heard.shift(); event !== undefined; event = this.#heard.shift()) this.#step(event);
    this.#busy = false;
    this.#rest();
  }

  /** Errors are caught here, so that the machine keeps listening; what they mean is a table of its own. */
  failed(error: unknown, during: State): void {
    this.hear(stageVerdict(error, during));
  }

  completed(name: Activity): void {
    this.#running.delete(name);
    this.#rest();
  }

  halt(): void {
    for (const activity of this.#running.values()) activity.unsubscribe();
    this.#running.clear();
  }

  #step(event: Event): void {
    const before = this.#state;
    const state = this.parts.reduce(before, event);
    if (state === before || this.watcher.closed) return;
    this.#state = state;
    this.watcher.next(state);
    this.#end(state);
    const given = isEnd(state.phase) ? state : withoutLoss(state);
    for (const name of session[state.phase].runs) if (!runs(name, before)) this.#begin(name, given);
  }

  /** What the new phase does not list ends before what it adds begins. */
  #end(state: State): void {
    for (const [name, activity] of this.#running) {
      if (runs(name, state)) continue;
      this.#running.delete(name);
      activity.unsubscribe();
    }
  }

  #begin(name: Activity, given: State): void {
    if (this.watcher.closed) return;
    const activity = new Subscription();
    this.#running.set(name, activity);
    activity.add(defer(() => this.parts.effects[name](given)).subscribe(new Run(this, name, given)));
  }

  /** In an end phase, all is over with the last that runs there. */
  #rest(): void {
    if (!this.#busy && this.#running.size === 0 && isEnd(this.#state.phase)) this.watcher.complete();
  }
}

/** What one activity says, to the machine. */
class Run {
  constructor(
    private readonly machine: Machine,
    private readonly name: Activity,
    private readonly state: State,
  ) {}

  next(happening: Happening): void {
    this.machine.hear(happening);
  }

  error(error: unknown): void {
    this.machine.failed(error, this.state);
    this.complete();
  }

  complete(): void {
    this.machine.completed(this.name);
  }
}

const runs = (name: Activity, { phase }: State): boolean => session[phase].runs.includes(name);

/**
 * The error of a loss leads, through the functions on its stack, to the socket that was lost and to the state that this
 * one was dialled in. With a loss in that state each round would hold on to the one before, back to the first.
 */
const withoutLoss = ({ loss: _loss, ...state }: State): State => state;
