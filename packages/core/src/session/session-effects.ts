import type { Observable } from 'rxjs';
import type { Effects } from './drive.js';
import { drain, logout } from './farewell-effects.js';
import type { Parts } from './parts.js';
import { socket } from './socket-effect.js';
import { discover, login, resume } from './stage-effects.js';
import type { Happening, State } from './state.js';
import { backoff, reconcile, refresh, settle } from './upkeep-effects.js';

/** What each activity of a session does. An effect is made as it begins: while a bot is idle four of the ten run. */
export class SessionEffects implements Effects {
  constructor(private readonly parts: Parts) {}

  discover(state: State): Observable<Happening> {
    return discover(this.parts)(state);
  }

  login(state: State): Observable<Happening> {
    return login(this.parts)(state);
  }

  socket(state: State): Observable<Happening> {
    return socket(this.parts)(state);
  }

  resume(state: State): Observable<Happening> {
    return resume(this.parts)(state);
  }

  refresh(state: State): Observable<Happening> {
    return refresh(this.parts)(state);
  }

  reconcile(state: State): Observable<Happening> {
    return reconcile(this.parts)(state);
  }

  settle(state: State): Observable<Happening> {
    return settle(this.parts)(state);
  }

  backoff(state: State): Observable<Happening> {
    return backoff()(state);
  }

  drain(state: State): Observable<Happening> {
    return drain(this.parts)(state);
  }

  logout(state: State): Observable<Happening> {
    return logout(this.parts)(state);
  }
}
