import type { Observable } from 'rxjs';
import type { Effects } from './drive.js';
import { drain, logout } from './farewell-effects.js';
import type { Parts, Present } from './parts.js';
import { socket } from './socket-effect.js';
import { discover, login, resume } from './stage-effects.js';
import type { Happening, State } from './state.js';
import { backoff, reconcile, refresh, settle } from './upkeep-effects.js';

/** What each activity of a session does. An effect is made as it begins: while a bot is idle four of the ten run. */
export class SessionEffects implements Effects {
  constructor(
    private readonly parts: Parts,
    private readonly present: Present,
  ) {}

  discover(state: State): Observable<Happening> {
    return discover(this.parts, state);
  }

  login(state: State): Observable<Happening> {
    return login(this.parts, state);
  }

  socket(state: State): Observable<Happening> {
    return socket(this.parts, this.present.link, state);
  }

  resume(state: State): Observable<Happening> {
    return resume(this.parts, this.present.link, state);
  }

  refresh(state: State): Observable<Happening> {
    return refresh(this.parts, this.present, state);
  }

  reconcile(): Observable<Happening> {
    return reconcile(this.parts);
  }

  settle(): Observable<Happening> {
    return settle(this.parts);
  }

  backoff(state: State): Observable<Happening> {
    return backoff(state);
  }

  drain(state: State): Observable<Happening> {
    return drain(this.parts, state);
  }

  logout(state: State): Observable<Happening> {
    return logout(this.parts, state);
  }
}
