const AGAIN = 10;

/** Waits for something that nobody announces. Rejects, naming it, if it does not come about in time. */
export async function until(what: string, holds: () => boolean, within: number): Promise<void> {
  const deadline = performance.now() + within;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Not within ${within} ms: ${what}.`);
    await pause(AGAIN);
  }
}

export const pause = (duration: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, duration));
