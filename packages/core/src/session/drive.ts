import { type Observable, Subscriber } from 'rxjs';
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

/** Whose machine it is. */
export interface Driver {
  readonly reduce: Reduce;
  /** Adds the time and the draw that the reducer needs. */
  stamp(happening: Happening): Event;
  /** A step was made. Called before what runs in the new state begins. */
  stepped(state: State): void;
  /** An end phase was reached, what ran there has completed, and nothing is left. */
  over(): void;
}

/**
 * Steps from state to state, and runs each activity exactly while the phase lists it. Written without operators, for a process
 * may hold a thousand sessions, and each operator between an activity and the table would cost each of them a kilobyte for
 * good.
 */
export class Machine {
  readonly #running = new Map<Activity, Run>();
  readonly #heard: Event[] = [];
  #state = initial;
  #busy = false;
  #over = false;

  constructor(
    private readonly effects: Effects,
    private readonly driver: Driver,
  ) {}

  /** One happening at a time, even when an effect answers at once. */
  hear(happening: Happening): void {
    this.#heard.push(this.driver.stamp(happening));
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

  #step(event: Event): void {
    const before = this.#state;
    const state = this.driver.reduce(before, event);
    if (state === before || this.#over) return;
    this.#state = state;
    this.driver.stepped(state);
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
    const run = new Run(this, name, given);
    this.#running.set(name, run);
    try {
      this.effects[name](given).subscribe(run);
    } catch (error) {
      run.error(error);
    }
  }

  /** In an end phase, all is over with the last that runs there. */
  #rest(): void {
    if (this.#over || this.#busy || this.#running.size > 0 || !isEnd(this.#state.phase)) return;
    this.#over = true;
    this.driver.over();
  }
}

/** One activity while it runs, as the subscriber of its effect: no object of RxJS stands between the two. */
class Run extends Subscriber<Happening> {
  constructor(
    private readonly machine: Machine,
    private readonly name: Activity,
    private readonly state: State,
  ) {
    super();
  }

  protected override _next(happening: Happening): void {
    this.machine.hear(happening);
  }

  protected override _error(error: unknown): void {
    this.machine.failed(error, this.state);
    this._complete();
  }

  protected override _complete(): void {
    this.unsubscribe();
    this.machine.completed(this.name);
  }
}

const runs = (name: Activity, { phase }: State): boolean => session[phase].runs.includes(name);

/**
 * The error of a loss leads, through the functions on its stack, to the socket that was lost and to the state that this
 * one was dialled in. With a loss in that state each round would hold on to the one before, back to the first.
 */
const withoutLoss = ({ loss: _loss, ...state }: State): State => state;
