import { readList } from '@holdfast/core/protocol';
import { type FaultNotice, readFaultNotice } from './fault-notice.js';
import { type FaultSwitch, readFaultSwitch } from './fault-switch.js';

export interface FaultState {
  readonly switches: readonly FaultSwitch[];
  /** Oldest first. */
  readonly notices: readonly FaultNotice[];
  /** Why the last switch did not work. */
  readonly trouble?: string;
}

const SWITCHES = 50;
const NOTICES = 400;
const ANSWER = 10_000;

/** The switches of the local LivePerson, and what they did. */
export class FaultBoard {
  private current: FaultState = { switches: [], notices: [] };
  private readonly listeners = new Set<(state: FaultState) => void>();

  get state(): FaultState {
    return this.current;
  }

  /** Takes in all switches as they are now. */
  know(switches: unknown): void {
    const read = readList(switches)
      .slice(0, SWITCHES)
      .flatMap((one) => readFaultSwitch(one) ?? []);
    this.change({ ...this.current, switches: read });
  }

  /** Takes in something that was broken. */
  hear(notice: unknown): void {
    const read = readFaultNotice(notice);
    if (read === undefined) return;
    this.change({ ...this.current, notices: [...this.current.notices, read].slice(-NOTICES) });
  }

  /** Breaks something, or ends what was broken. Does not reject: what goes wrong is shown. */
  async set(id: string, on: boolean): Promise<void> {
    const { trouble: _, ...rest } = this.current;
    this.change(rest);
    try {
      const answer = await fetch(`/console/switches/${encodeURIComponent(id)}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ on }),
        signal: AbortSignal.timeout(ANSWER),
      });
      if (!answer.ok) this.complain(`code ${answer.status}`);
    } catch {
      this.complain('no answer');
    }
  }

  /** Gives what ends it. */
  listen(listener: (state: FaultState) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private complain(why: string): void {
    this.change({ ...this.current, trouble: `That switch did not work (${why}).` });
  }

  private change(state: FaultState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}
