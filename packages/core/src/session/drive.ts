import type { Observer, Unsubscribable } from 'rxjs';
import { type Event, type Happening, initial, type State } from './state.js';
import { type Activity, isEnd, session } from './table.js';
import { stageVerdict } from './verdict.js';

/** Hears what an activity has to tell, until it is closed. */
export type Told = Observer<Happening> & { readonly closed: boolean };

/**
 * Begins what runs while its phase lasts; unsubscribing ends it and releases all it holds. What it tells goes back into the
 * machine. The state it is given says nothing of the last loss.
 */
export type Effect = (state: State, told: Told) => Unsubscribable;
export type Effects = Readonly<Record<Activity, Effect>>;

/** Whose machine it is. */
export interface Driver {
  reduce(state: State, event: Event): State;
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
  #running: readonly Run[] = [];
  /** What came while it was busy. */
  #heard: Event[] | undefined;
  #state = initial;
  #busy = false;
  #over = false;

  constructor(
    private readonly effects: Effects,
    private readonly driver: Driver,
  ) {}

  /** One happening at a time, even when an effect answers at once. */
  hear(happening: Happening): void {
    const heard = this.driver.stamp(happening);
    if (this.#busy) return void (this.#heard ??= []).push(heard);
    this.#busy = true;
    for (let event: Event | undefined = heard; event !== undefined; event = this.#heard?.shift()) this.#step(event);
    this.#busy = false;
    this.#rest();
  }

  /** Errors are caught here, so that the machine keeps listening; what they mean is a table of its own. */
  failed(error: unknown): void {
    this.hear(stageVerdict(error, this.#state));
  }

  completed(run: Run): void {
    this.#running = this.#running.filter((other) => other !== run);
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
    const ending = this.#running.filter(({ name }) => !runs(name, state));
    this.#running = this.#running.filter(({ name }) => runs(name, state));
    for (const run of ending) run.end();
  }

  #begin(name: Activity, given: State): void {
    const run = new Run(this, name);
    this.#running = this.#running.concat(run);
    try {
      run.begin(this.effects[name](given, run));
    } catch (error) {
      run.error(error);
    }
  }

  /** In an end phase, all is over with the last that runs there. */
  #rest(): void {
    if (this.#over || this.#busy || this.#running.length > 0 || !isEnd(this.#state.phase)) return;
    this.#over = true;
    this.driver.over();
  }
}

/** One activity while it runs, and the ear for what it tells. */
class Run implements Observer<Happening> {
  closed = false;
  #activity: Unsubscribable | undefined;

  constructor(
    private readonly machine: Machine,
    readonly name: Activity,
  ) {}

  /** It may have told its end already. */
  begin(activity: Unsubscribable): void {
    if (this.closed) activity.unsubscribe();
    else this.#activity = activity;
  }

  end(): void {
    this.closed = true;
    this.#activity?.unsubscribe();
    this.#activity = undefined;
  }

  next(happening: Happening): void {
    if (!this.closed) this.machine.hear(happening);
  }

  error(error: unknown): void {
    if (this.closed) return;
    this.machine.failed(error);
    this.complete();
  }

  complete(): void {
    if (this.closed) return;
    this.end();
    this.machine.completed(this);
  }
}

const runs = (name: Activity, { phase }: State): boolean => session[phase].runs.includes(name);

/**
 * The error of a loss leads, through the functions on its stack, to the socket that was lost and to the state that this
 * one was dialled in. With a loss in that state each round would hold on to the one before, back to the first.
 */
const withoutLoss = ({ loss: _loss, ...state }: State): State => state;
