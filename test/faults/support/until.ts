const AGAIN = 5;

/** Waits for something that nobody announces. Rejects, naming it, if it does not come about in time. */
export async function until(what: string, holds: () => boolean, within = 5_000): Promise<void> {
  const deadline = performance.now() + within;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Within ${within} ms it did not come about that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

/** For what must not happen: there is nothing to wait for but the time in which it would. */
export const passing = (duration: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, duration));
