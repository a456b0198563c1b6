import type { FaultSwitch } from '@holdfast/console/internal';
import type { FaultRecord } from '../faults/fault-log.js';
import type { Faults } from '../faults/faults.js';
import type { Breakage, Damage } from './breakage.js';
import { breakages } from './breakages.js';

/** The switches of the console: what they do, which are on, and how often each acted. */
export class FaultSwitches {
  readonly #damages = new Map<string, Damage>();
  readonly #fired = new Map<string, number>();

  constructor(private readonly faults: Faults) {}

  list(): readonly FaultSwitch[] {
    return Object.entries(breakages).map(([id, breakage]) => this.#shown(id, breakage));
  }

  /** Switches; without `on` a switch is turned over, and what acts once acts. `undefined` for an unknown id. */
  flip(id: string, on?: boolean): FaultSwitch | undefined {
    const breakage = Object.hasOwn(breakages, id) ? breakages[id] : undefined;
    if (breakage === undefined) return undefined;
    const isActive = this.#isActive(id);
    const wanted = on ?? (breakage.kind === 'once' || !isActive);
    if (!wanted) this.#end(id);
    else if (!isActive) this.#damages.set(id, breakage.begin(this.faults));
    return this.#shown(id, breakage);
  }

  /** Counts a fault. Gives the id of the switch that caused it, or else the name of the rule. */
  count({ rule }: FaultRecord): { readonly id: string; readonly fired: number } {
    const id = idOf.get(rule) ?? rule;
    const fired = (this.#fired.get(id) ?? 0) + 1;
    if (fired > 1 || this.#fired.size < COUNTED) this.#fired.set(id, fired);
    return { id, fired };
  }

  /** The client of a frozen socket has another one: what is left of the old one never arrives. */
  replaced(username: string | undefined): void {
    if (!this.#isActive('freeze-socket')) return;
    this.faults.cut({ frozen: true, ...(username === undefined ? {} : { username }) });
  }

  #isActive(id: string): boolean {
    return this.#damages.get(id)?.isActive() ?? false;
  }

  #end(id: string): void {
    this.#damages.get(id)?.end();
    this.#damages.delete(id);
  }

  #shown(id: string, { label, explains, target, kind }: Breakage): FaultSwitch {
    return { id, label, explains, target, kind, active: this.#isActive(id), fired: this.#fired.get(id) ?? 0 };
  }
}

/** Rules of the program have names of their own choice. */
const COUNTED = 1_000;

const idOf: ReadonlyMap<string, string> = new Map(
  Object.entries(breakages).flatMap(([id, { rules }]) => rules.map((rule) => [rule, id] as const)),
);
