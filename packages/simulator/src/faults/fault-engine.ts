import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.js';
import type { PlatformSocket } from '../hooks.js';
import type { SeededRandom } from '../seeded-random.js';
import { ActiveRule } from './active-rule.js';
import { checkRule } from './check-rule.js';
import type { FaultDelay } from './fault-action.js';
import { FaultLog, type FaultPlace } from './fault-log.js';
import type { FaultRule } from './fault-rule.js';
import { FaultTimers } from './fault-timers.js';
import { HeldFrames } from './held-frames.js';

export interface FaultEngineOptions {
  readonly clock: Clock;
  readonly random: SeededRandom;
  /** User name of the agent whose bearer an upgrade carries. */
  readonly userOf: (request: IncomingMessage) => string | undefined;
}

export interface Asked<Rule> {
  /** Which kind of rule is asked. */
  readonly kind: (rule: FaultRule) => rule is Rule & FaultRule;
  readonly meets: (rule: Rule) => boolean;
  readonly place: FaultPlace;
}

/** A rule whose turn has come, at one place. Its action is done, then `acted` is called. */
export interface Claim<Rule> {
  readonly rule: Rule;
  readonly isOver: boolean;
  acted(): void;
  /** What was claimed could not be done: it does not count. */
  release(): void;
  /** A function of the rule threw. */
  failed(field: string, cause: unknown): void;
}

/** The rules in their order, the sockets they may act upon, and what they have in hand. */
export class FaultEngine {
  readonly log: FaultLog;
  readonly timers: FaultTimers;
  readonly held = new HeldFrames();
  readonly sockets = new Set<PlatformSocket>();
  private rules: readonly ActiveRule[] = [];

  constructor(readonly options: FaultEngineOptions) {
    this.log = new FaultLog(options.clock);
    this.timers = new FaultTimers(options.clock);
  }

  /** @throws FaultRuleError */
  add(rule: FaultRule): ActiveRule {
    const active = new ActiveRule(rule, checkRule(rule), this.options.random);
    this.rules = [...this.rules, active];
    return active;
  }

  /** There is no rule, and no frame is held back: everything may pass unseen. */
  get isIdle(): boolean {
    return this.held.isEmpty && this.rules.every(({ isOver }) => isOver);
  }

  /** Takes every rule away and lets go of the frames that they hold back. */
  clear(): void {
    for (const rule of this.rules) rule.remove();
    this.rules = [];
    this.held.releaseAll();
  }

  stop(): void {
    this.timers.stop();
    this.clear();
  }

  opened(socket: PlatformSocket): void {
    this.sockets.add(socket);
    void socket.closed.then(() => {
      this.sockets.delete(socket);
      this.held.forget(socket);
    });
  }

  /** The first rule of this kind that is met and whose turn has come. */
  claim<Rule>({ kind, meets, place }: Asked<Rule>): Claim<Rule> | undefined {
    this.rules = this.rules.filter(({ isOver }) => !isOver);
    for (const active of this.rules) {
      const { rule } = active;
      if (!kind(rule)) continue;
      const failed = (field: string, cause: unknown) => {
        active.fail(field, cause);
        this.log.add(place, { rule: active.name, action: 'failed' });
      };
      if (
        !attempt(
          () => meets(rule),
          (error) => failed('match.where', error),
        )
      )
        continue;
      if (!active.claim()) continue;
      return {
        rule,
        get isOver() {
          return active.isOver;
        },
        acted: () => active.acted(this.log.add(place, { rule: active.name, action: active.action })),
        release: () => active.release(),
        failed,
      };
    }
    return undefined;
  }

  readonly msOf = (delay: FaultDelay): number =>
    typeof delay === 'number' ? delay : delay.from + this.options.random.next() * (delay.to - delay.from);
}

function attempt(ask: () => boolean, failed: (error: unknown) => void): boolean {
  try {
    return ask();
  } catch (error) {
    failed(error);
    return false;
  }
}
