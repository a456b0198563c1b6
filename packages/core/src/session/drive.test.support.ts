import { Observable } from 'rxjs';
import { type Driver, type Effect, type Effects, Machine } from './drive.js';
import type { Happening, State } from './state.js';
import type { Activity } from './table.js';

/** An effect as marbles draw it. */
export type Drawn = (state: State) => Observable<Happening>;
export type DrawnEffects = Readonly<Record<Activity, Drawn>>;

export interface Drive extends Pick<Driver, 'reduce' | 'stamp'> {
  readonly effects: DrawnEffects;
}

/** The machine for marble tests: emits every state and completes at the end. It is stopped when nobody watches any more. */
export const drive = (commands: Observable<Happening>, { effects, ...parts }: Drive): Observable<State> =>
  new Observable((watcher) => {
    const machine = new Machine(subscribed(effects), {
      ...parts,
      stepped: (state) => watcher.next(state),
      over: () => watcher.complete(),
    });
    watcher.add(() => machine.hear({ type: 'stop' }));
    watcher.add(commands.subscribe((happening) => machine.hear(happening)));
  });

function subscribed(drawn: DrawnEffects): Effects {
  const effects = Object.entries(drawn).map(([name, effect]): readonly [string, Effect] => [
    name,
    (state, told) => effect(state).subscribe(told),
  ]);
  return Object.fromEntries(effects) as unknown as Effects;
}
