import type { FaultHandle } from './active-rule.js';
import { actOnSocket } from './act-on-socket.js';
import { actionName, checkAction } from './check-action.js';
import type { SocketAction } from './fault-action.js';
import type { FaultEngine } from './fault-engine.js';
import { placeOf } from './fault-hooks.js';
import type { FaultRecord } from './fault-log.js';
import type { FaultSide } from './fault-match.js';
import type { ConnectRule, FaultRule, FrameRule, OpenRule, RequestRule } from './fault-rule.js';
import { isSide, isUser } from './meets.js';
import { isDuration, refuse } from './rule-check.js';

/** Which open sockets. */
export interface WhichSockets {
  /** @default 'agent' */
  readonly of?: FaultSide;
  /** Only those of this agent. */
  readonly username?: string;
  /** Only those that are frozen, or only those that are not. @default both */
  readonly frozen?: boolean;
}

export interface FaultsOptions {
  readonly engine: FaultEngine;
  readonly expireBearers: (username?: string) => void;
}

/** What the services of a platform answer, without the page. */
const SERVICES = /^\/(?:api|csdr|v1|v2|sentinel|messaging_history)\//;

/** Breaks a platform on purpose. */
export class Faults {
  constructor(private readonly options: FaultsOptions) {}

  /** Everything that is left to chance follows from it: start with `{ seed }` to have the same again. */
  get seed(): number {
    return this.options.engine.options.random.seed;
  }

  /** What really happened, oldest first; the newest 10,000 records. */
  get log(): readonly FaultRecord[] {
    return this.options.engine.log.records;
  }

  /** Tells of each fault as it happens, until the result is called. */
  watch(listener: (record: FaultRecord) => void): () => void {
    return this.options.engine.log.watchers.add(listener);
  }

  /** How many open sockets are frozen. */
  get frozen(): number {
    return [...this.options.engine.sockets].filter(({ isFrozen }) => isFrozen).length;
  }

  /**
   * Adds a rule behind those that are there. Of the rules that match, the first whose turn has come acts, and no other.
   *
   * @throws FaultRuleError for a rule that cannot work.
   */
  add(rule: FrameRule): FaultHandle;
  add(rule: RequestRule): FaultHandle;
  add(rule: ConnectRule): FaultHandle;
  add(rule: OpenRule): FaultHandle;
  add(rule: FaultRule): FaultHandle;
  add(rule: FaultRule): FaultHandle {
    return this.options.engine.add(rule);
  }

  /** Takes every rule away and lets go of frames held back by `reorder`. Frozen sockets stay frozen: see `thaw`. */
  clear(): void {
    this.options.engine.clear();
  }

  /** Ends open sockets: with a close frame of this code, or with an RST. Gives how many. */
  cut({ code, ...which }: WhichSockets & { readonly code?: number } = {}): number {
    return this.act('cut', code === undefined ? 'reset' : { close: code }, which);
  }

  /** Makes open sockets half-open, for a while or until `thaw`. Gives how many. */
  freeze({ for: duration, ...which }: WhichSockets & { readonly for?: number } = {}): number {
    if (duration === undefined) return this.act('freeze', 'freeze', which);
    return this.act('freeze', { freeze: { for: lasting(duration) } }, which);
  }

  /** Lets frozen sockets go on; what was due arrives now. Gives how many sockets there are. */
  thaw(which: WhichSockets = {}): number {
    return this.act('thaw', 'thaw', which);
  }

  /** Every upgrade meets an RST, for a while or until the handle is removed. */
  refuseConnects({ for: duration = Infinity, of = 'agent' }: { readonly for?: number; readonly of?: FaultSide } = {}) {
    return this.during(duration, {
      name: 'refuseConnects',
      match: { connect: of },
      action: 'refuse',
      times: Infinity,
    });
  }

  /** The bearer of this agent is refused from now on; his open sockets stay. Without a name: every bearer. */
  expireBearers(username?: string): void {
    this.options.expireBearers(username);
    const place = { kind: 'bearer', ...(username === undefined ? {} : { username }) } as const;
    this.options.engine.log.add(place, { rule: 'expireBearers', action: 'expire' });
  }

  /** Logins get this HTTP status. @param times `Infinity` means until the handle is removed. @default Infinity */
  loginAnswers(status: number, { times = Infinity }: { readonly times?: number } = {}): FaultHandle {
    return this.add({ name: 'loginAnswers', match: { request: 'login' }, action: { answer: { status } }, times });
  }

  /**
   * The platform goes down and comes back with its state: every socket ends, and for `downFor` ms every upgrade and
   * every request of a service meets an RST. The page stays. Removing the handle brings it back at once.
   */
  restart({ downFor, code = 1012 }: { readonly downFor: number; readonly code?: number | 'reset' }): FaultHandle {
    const down = { name: 'restart', action: 'refuse', times: Infinity } as const;
    lasting(downFor);
    this.act('restart', code === 'reset' ? 'reset' : { close: code }, { of: 'any' });
    return both(
      this.during(downFor, { ...down, match: { connect: 'any' } }),
      this.during(downFor, { ...down, match: { request: SERVICES } }),
    );
  }

  private during(duration: number, rule: FaultRule): FaultHandle {
    lasting(duration);
    const handle = this.add(rule);
    this.options.engine.timers.after(duration, () => handle.remove());
    return handle;
  }

  private act(rule: string, action: SocketAction, { of = 'agent', username, frozen }: WhichSockets): number {
    checkAction(action, { kind: 'open', toServer: false });
    const { engine } = this.options;
    const chosen = [...engine.sockets].filter(
      (one) => isSide(of, one.role) && isUser(username, one.user) && (frozen === undefined || frozen === one.isFrozen),
    );
    for (const socket of chosen) {
      actOnSocket(engine, action, socket);
      engine.log.add(placeOf(socket), { rule, action: actionName(action) });
    }
    return chosen.length;
  }
}

const lasting = (duration: number): number => (isDuration(duration) ? duration : refuse('for', 'must be ms from 0.'));

/** Two rules that are one fault. */
const both = (one: FaultHandle, other: FaultHandle): FaultHandle => ({
  name: one.name,
  get fired() {
    return one.fired + other.fired;
  },
  get isOver() {
    return one.isOver && other.isOver;
  },
  firedOnce: () => Promise.any([one.firedOnce(), other.firedOnce()]),
  remove: () => {
    one.remove();
    other.remove();
  },
});
