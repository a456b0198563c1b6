import { Observable } from 'rxjs';
import { type Driver, type Effects, Machine } from './drive.js';
import type { Happening, State } from './state.js';

export interface Drive extends Pick<Driver, 'reduce' | 'stamp'> {
  readonly effects: Effects;
}

/** The machine for marble tests: emits every state and completes at the end. It is stopped when nobody watches any more. */
export const drive = (commands: Observable<Happening>, { effects, ...parts }: Drive): Observable<State> =>
  new Observable((watcher) => {
    const machine = new Machine(effects, {
      ...parts,
      stepped: (state) => watcher.next(state),
      over: () => watcher.complete(),
    });
    watcher.add(() => machine.hear({ type: 'stop' }));
    watcher.add(commands.subscribe((happening) => machine.hear(happening)));
  });
