/** What of a process is needed to hear its signals and to end it. */
export interface SignalledProcess {
  /** Listens for a signal. */
  on(signal: StopSignal, listener: () => void): unknown;
  /** Stops listening. */
  off(signal: StopSignal, listener: () => void): unknown;
  /** Ends the process at once. */
  exit(code: number): void;
}

export type StopSignal = keyof typeof NUMBERS;

const NUMBERS = { SIGINT: 2, SIGTERM: 15 } as const;

/** Ctrl-C reaches a process both from the terminal and from npm, which passes it on: that is one wish to stop. */
const ECHO = 100;

/**
 * The first SIGINT or SIGTERM calls `stop`, the second ends the process at once with 128 + its number. SIGHUP stays with
 * Node.js, which ends the process. Gives the function that takes the listeners away.
 */
export function stopOnSignals(host: SignalledProcess, stop: () => void): () => void {
  let first: { readonly signal: StopSignal; readonly at: number } | undefined;
  const heard = (signal: StopSignal): void => {
    const at = performance.now();
    if (first === undefined) {
      first = { signal, at };
      stop();
    } else if (signal !== 'SIGINT' || first.signal !== 'SIGINT' || at - first.at > ECHO) {
      host.exit(128 + NUMBERS[signal]);
    }
  };
  const listeners = { SIGINT: () => heard('SIGINT'), SIGTERM: () => heard('SIGTERM') };
  host.on('SIGINT', listeners.SIGINT);
  host.on('SIGTERM', listeners.SIGTERM);
  return () => {
    host.off('SIGINT', listeners.SIGINT);
    host.off('SIGTERM', listeners.SIGTERM);
  };
}
