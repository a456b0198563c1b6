const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What the shell reports for a program that an interrupt has ended. */
const INTERRUPTED = 130;

/**
 * Resolves at the first SIGINT or SIGTERM. A second one, while the process is still stopping, ends it at once. It keeps
 * the process up while it waits, and nothing afterwards.
 */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const first = (): void => {
      for (const signal of SIGNALS) {
        process.off(signal, first);
        process.once(signal, () => process.exit(INTERRUPTED));
      }
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, first);
  });
