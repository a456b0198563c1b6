import type { SeededRandom } from '../seeded-random.js';
import type { FaultRecord } from './fault-log.js';
import type { FaultRule } from './fault-rule.js';
import { FaultNotFiredError, FaultRuleError } from './fault-rule-error.js';

/** A rule that was added. */
export interface FaultHandle {
  readonly name: string;
  /** How often it acted. */
  readonly fired: number;
  /** It acts no more: it has done all it was to do, or was taken away. */
  readonly isOver: boolean;
  /** Resolves with its first record, at once if there is one; rejects if the rule is taken away before or fails. */
  firedOnce(): Promise<FaultRecord>;
  /** It acts no more. What it did stays done. */
  remove(): void;
}

/** A rule at work: counts, and tells whether its turn has come. */
export class ActiveRule implements FaultHandle {
  readonly name: string;
  private count = 0;
  private matched = 0;
  private claimed = 0;
  private ended = false;
  private first: FaultRecord | undefined;
  private readonly waiting: {
    readonly resolve: (record: FaultRecord) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  private failure: FaultRuleError | undefined;

  constructor(
    readonly rule: FaultRule,
    readonly action: string,
    private readonly random: SeededRandom,
  ) {
    this.name = rule.name ?? action;
  }

  get fired(): number {
    return this.count;
  }

  get isOver(): boolean {
    return this.ended;
  }

  firedOnce(): Promise<FaultRecord> {
    if (this.first) return Promise.resolve(this.first);
    const fired = new Promise<FaultRecord>((resolve, reject) => {
      if (this.ended) reject(this.failure ?? new FaultNotFiredError(this.name));
      else this.waiting.push({ resolve, reject });
    });
    // A test that failed elsewhere no longer looks at this promise.
    fired.catch(() => {});
    return fired;
  }

  remove(): void {
    this.ended = true;
    const error = this.failure ?? new FaultNotFiredError(this.name);
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }

  /** Counts one match. `true` if the rule is to act on it now. */
  claim(): boolean {
    const { times = 1, after = 0, chance = 1, match } = this.rule;
    if (this.ended || this.claimed >= times) return false;
    this.matched += 1;
    const skipped = 'nth' in match ? (match.nth ?? 1) - 1 : after;
    if (this.matched <= skipped) return false;
    if (chance < 1 && this.random.next() >= chance) return false;
    this.claimed += 1;
    return true;
  }

  /** What was claimed could not be done. */
  release(): void {
    this.claimed -= 1;
  }

  acted(record: FaultRecord): void {
    this.count += 1;
    this.first ??= record;
    for (const { resolve } of this.waiting.splice(0)) resolve(record);
    if (this.count >= (this.rule.times ?? 1)) this.ended = true;
  }

  /** A function of the rule threw: it is taken out. */
  fail(field: string, cause: unknown): void {
    this.failure = new FaultRuleError(field, `"${this.name}" threw. The rule was removed.`, { cause });
    this.remove();
  }
}
