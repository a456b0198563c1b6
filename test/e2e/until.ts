const WITHIN = 5_000;
const AGAIN = 5;

/** Waits for something that nobody announces. Rejects, naming it, if it does not come about. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + WITHIN;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`In vain waited the test until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}
