/** What a sink needs of `process.stdout`. */
export interface Output {
  readonly isTTY?: boolean;
  /** Bytes that wait because the reader does not keep up. */
  readonly writableLength: number;
  /** `false` when the reader does not keep up, as for a Node.js stream. */
  write(text: string): boolean;
  /** Who has been listening for errors. */
  listeners(event: 'error'): readonly unknown[];
  /** Listens for errors of the output. */
  on(event: 'error', listener: () => void): unknown;
}

/** So much may wait for a reader that has stopped; what comes after is dropped until it reads again. */
const MOST_WAITING = 1_048_576;

/**
 * Writes whole lines and survives the end of its reader: a closed pipe, a full disk or a stalled collector costs log
 * lines, and neither the process nor its memory.
 */
export class StandardOutput {
  readonly #output: Output;
  #dropped = 0;

  constructor(output: Output) {
    this.#output = output;
    // an output without a listener ends the process at the first failed write; one listener serves all loggers
    if (!output.listeners('error').includes(ignore)) output.on('error', ignore);
  }

  /** Lines that were dropped since the output last took one. */
  get dropped(): number {
    return this.#dropped;
  }

  write(line: string): void {
    if (this.#output.writableLength > MOST_WAITING) {
      this.#dropped += 1;
      return;
    }
    try {
      this.#output.write(line);
      this.#dropped = 0;
    } catch {
      this.#dropped += 1;
    }
  }
}

const ignore = (): void => undefined;
