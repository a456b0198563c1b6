import { restored } from '@holdfast/recording/internal';
import { NotRecordedError } from 'holdfast';
import type { PlayHead } from './play-head.js';
import { revived } from './revived.js';
import type { Script } from './script.js';

/** Calls beside the socket: the n-th of a name ends as the n-th of that night did, and when it did. */
export class ReplayedCalls {
  readonly #made = new Map<string, number>();

  constructor(
    private readonly script: Script,
    private readonly head: PlayHead,
  ) {}

  /** Rejects as the call did that night, with the reason of the signal, and with `NotRecordedError` for one more. */
  async make(of: string, signal?: AbortSignal): Promise<unknown> {
    const number = this.#made.get(of) ?? 0;
    this.#made.set(of, number + 1);
    const known = this.script.calls.get(of) ?? [];
    if (number >= known.length)
      throw new NotRecordedError(`The recording holds ${known.length} calls of ${of}, and this is one more.`);
    const ending = known[number];
    await untilAborted(ending === undefined ? new Promise(() => {}) : this.head.reached(ending.index), signal);
    if (ending?.failure !== undefined) throw revived(ending.failure);
    return restored(ending?.value);
  }
}

async function untilAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  let release = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    const give = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', give, { once: true });
    release = () => signal.removeEventListener('abort', give);
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    release();
  }
}
