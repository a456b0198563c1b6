import type { Unsubscribable } from 'rxjs';
import type { Effects, Told } from './drive.js';
import { drain, logout } from './farewell-effects.js';
import type { Parts, Present } from './parts.js';
import { Epoch } from './epoch.js';
import { discover, login, resume } from './stage-effects.js';
import type { State } from './state.js';
import { backoff, Reconciliation, Refresh, Settling } from './upkeep-effects.js';

/**
 * What each activity of a session does. An effect is made as it begins. Those that run as long as a bot is live are objects of
 * their own, the others are observables.
 */
export class SessionEffects implements Effects {
  constructor(
    private readonly parts: Parts,
    private readonly present: Present,
  ) {}

  discover(state: State, told: Told): Unsubscribable {
    return discover(this.parts, state).subscribe(told);
  }

  login(state: State, told: Told): Unsubscribable {
    return login(this.parts, state).subscribe(told);
  }

  socket(_state: State, told: Told): Unsubscribable {
    return new Epoch(this.parts, this.present, told);
  }

  resume(state: State, told: Told): Unsubscribable {
    return resume(this.parts, this.present.link, state).subscribe(told);
  }

  refresh(_state: State, told: Told): Unsubscribable {
    return new Refresh(this.parts, this.present, told).begin();
  }

  reconcile(_state: State, told: Told): Unsubscribable {
    return new Reconciliation(this.parts, told).begin();
  }

  settle(_state: State, told: Told): Unsubscribable {
    return new Settling(this.parts, told);
  }

  backoff(state: State, told: Told): Unsubscribable {
    return backoff(state).subscribe(told);
  }

  drain(state: State, told: Told): Unsubscribable {
    return drain(this.parts, state).subscribe(told);
  }

  logout(state: State, told: Told): Unsubscribable {
    return logout(this.parts, state).subscribe(told);
  }
}
