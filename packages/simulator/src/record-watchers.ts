/** Those who hear of each record as it is made. */
export class RecordWatchers<Entry> {
  readonly #listeners = new Set<(entry: Entry) => void>();

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** The result takes the listener away. */
  add(listener: (entry: Entry) => void): () => void {
    const own = (entry: Entry): void => listener(entry); // the same function twice is two listeners
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  tell(entry: Entry): void {
    for (const listener of this.#listeners) {
      try {
        listener(entry);
      } catch (error) {
        // Its own mistake: it must not become an answer of the platform, nor be lost.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
