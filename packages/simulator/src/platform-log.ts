import type { Clock } from './clock.js';
import { RecordWatchers } from './record-watchers.js';

/** Something the platform saw. No record holds a secret or what people wrote. */
export type LogEntry =
  | { readonly kind: 'request'; readonly method: string; readonly route: string; readonly status: number }
  | { readonly kind: 'login'; readonly username: string; readonly outcome: 'granted' | 'refused' }
  | { readonly kind: 'upgrade'; readonly role: 'agent' | 'consumer'; readonly status: number; readonly user?: string }
  | { readonly kind: 'opened'; readonly role: 'agent' | 'consumer'; readonly socket: number; readonly user?: string }
  | { readonly kind: 'closed'; readonly role: 'agent' | 'consumer'; readonly socket: number; readonly code: number }
  | { readonly kind: 'refused'; readonly socket: number; readonly request: string; readonly code: number }
  | { readonly kind: 'malformed'; readonly socket: number; readonly reason: string };

export type LogRecord = LogEntry & {
  /** Epoch ms of the platform's clock. */
  readonly at: number;
};

const CAPACITY = 10_000;

/** The newest records of the platform, and how often each type of frame passed. */
export class PlatformLog {
  private readonly kept: LogRecord[] = [];
  private readonly counted = new Map<string, number>();
  readonly watchers = new RecordWatchers<LogRecord>();

  constructor(private readonly clock: Clock) {}

  add(entry: LogEntry): void {
    const record = { at: this.clock.now(), ...entry };
    this.kept.push(record);
    if (this.kept.length > CAPACITY) this.kept.shift();
    this.watchers.tell(record);
  }

  countFrame(direction: 'in' | 'out', type: string): void {
    const key = `${direction} ${type}`;
    this.counted.set(key, (this.counted.get(key) ?? 0) + 1);
  }

  /** The oldest are dropped beyond 10,000. */
  get records(): readonly LogRecord[] {
    return [...this.kept];
  }

  /** `in <type>` or `out <type>` → how many. */
  get frames(): ReadonlyMap<string, number> {
    return this.counted;
  }
}
