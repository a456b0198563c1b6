import type { Clock } from '../clock.js';
import { RecordWatchers } from '../record-watchers.js';

/** What a fault happened to. */
export type FaultPlace =
  | { readonly kind: 'connect'; readonly role: 'agent' | 'consumer'; readonly username?: string }
  | { readonly kind: 'request'; readonly method: string; readonly path: string }
  | {
      readonly kind: 'socket';
      readonly role: 'agent' | 'consumer';
      readonly socket: number;
      readonly username?: string;
    }
  | {
      readonly kind: 'frame';
      readonly role: 'agent' | 'consumer';
      readonly socket: number;
      readonly username?: string;
      readonly direction: 'toClient' | 'toServer';
      readonly type: string;
    }
  | { readonly kind: 'bearer'; readonly username?: string };

/** A fault that really happened. Holds no secret and nothing that people wrote. */
export type FaultRecord = FaultPlace & {
  /** Name of the rule, or of the method of `platform.faults`. */
  readonly rule: string;
  /** What was done; `failed` if a function of the rule threw. */
  readonly action: string;
  /** Epoch ms of the platform's clock. */
  readonly at: number;
};

const CAPACITY = 10_000;

/** The newest 10,000 faults. */
export class FaultLog {
  private readonly kept: FaultRecord[] = [];
  readonly watchers = new RecordWatchers<FaultRecord>();

  constructor(private readonly clock: Clock) {}

  add(place: FaultPlace, { rule, action }: { readonly rule: string; readonly action: string }): FaultRecord {
    const record = { ...place, rule, action, at: this.clock.now() };
    this.kept.push(record);
    if (this.kept.length > CAPACITY) this.kept.shift();
    this.watchers.tell(record);
    return record;
  }

  get records(): readonly FaultRecord[] {
    return [...this.kept];
  }
}

const LONGEST_SEGMENT = 24;

/** A path that is fit for a log: whatever is as long as a token is left out. */
export const loggedPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => (segment.length > LONGEST_SEGMENT ? '…' : segment))
    .join('/');
